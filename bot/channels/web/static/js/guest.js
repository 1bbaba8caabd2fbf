// The page of somebody who is not signed in: it works without this, and prints unfolded with it.

import { unfoldsForPrint } from "./print.js";

unfoldsForPrint(document.querySelector("main"));
