// What this phone is and how safely it keeps things.
const LOW = 8 * 1024 * 1024;

export const isStandalone = () => navigator.standalone === true || window.matchMedia("(display-mode: standalone)").matches;

export const isIphone = () => /iPhone|iPad|iPod/.test(navigator.userAgent);

// Ask the browser not to clear what is kept when it needs room.
export async function askToStay() {
  try {
    return (await navigator.storage?.persist?.()) ?? false;
  } catch {
    return false;
  }
}

// Whether there is room for a day of visits with their photos.
export async function isNearlyFull() {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    return Boolean(quota) && quota - usage < LOW;
  } catch {
    return false;
  }
}

export const isFull = (error) => error?.name === "QuotaExceededError" || error?.inner?.name === "QuotaExceededError";
