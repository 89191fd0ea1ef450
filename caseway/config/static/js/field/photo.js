// A photo is made small before it is kept: what a report needs, and no more of the place than that.
// Drawing it anew leaves out where and when the camera says it was taken.
const LONGEST_SIDE = 1280;
const SMALLER = 960;
const MOST_BYTES = 700_000;
const TYPE = "image/jpeg";

export async function shrink(file) {
  const picture = await createImageBitmap(file);
  try {
    const first = await drawn(picture, LONGEST_SIDE, 0.72);
    return first.size <= MOST_BYTES ? first : await drawn(picture, SMALLER, 0.6);
  } finally {
    picture.close();
  }
}

function drawn(picture, longest, quality) {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), TYPE, quality);
  });
}

export async function asText(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  // In pieces: a call takes only so many arguments.
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return btoa(text);
}
