import "./progress.js";

// A table that lies on this machine is put into the field; it is sent as text, never as a file.
const file = document.getElementById("file");
const table = document.getElementById("table");
if (file && table) {
  file.closest("p").hidden = false;
  file.addEventListener("change", async () => {
    if (file.files.length) table.value = await file.files[0].text();
  });
}
// What was just done, or is to be decided, is read first.
document.getElementById("done")?.focus();
