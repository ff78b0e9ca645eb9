// The complaint form keeps what is typed while it is typed. Without this it keeps each step when one goes on.
"use strict";
(() => {
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const note = document.getElementById("kept");
  let waiting;
  let last = "";
  const keep = async () => {
    const now = new URLSearchParams(new FormData(form));
    if (now.toString() === last) return;
    const answer = await fetch(form.dataset.keep, { method: "POST", body: now, credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok) return;
    last = now.toString();
    note.textContent = form.dataset.kept;
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 900);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
})();
