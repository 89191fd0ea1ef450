// The USWDS behaviours Caseway uses. `init(root)` may be called again on any swapped-in part:
// listeners are delegated from <body> once, and each part is only given its initial state.
import accordion from "@uswds/uswds/js/usa-accordion";
import characterCount from "@uswds/uswds/js/usa-character-count";
import comboBox from "@uswds/uswds/js/usa-combo-box";
import fileInput from "@uswds/uswds/js/usa-file-input";
import password from "@uswds/uswds/js/_usa-password";
import skipnav from "@uswds/uswds/js/usa-skipnav";

const behaviours = [accordion, characterCount, comboBox, fileInput, password, skipnav];
let listening = false;

export function init(root = document.body) {
  if (!listening) {
    listening = true;
    for (const behaviour of behaviours) behaviour.on(document.body);
    return;
  }
  for (const behaviour of behaviours) behaviour.init?.(root);
}
