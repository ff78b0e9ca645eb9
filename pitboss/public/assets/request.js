// The request form, made more comfortable: keeps the draft, checks as one types, suggests articles. The form works without it.
"use strict";
(() => {
  const form = document.querySelector("form[data-draft]");
  const words = document.getElementById("words").dataset;
  const name = `pitboss draft ${form.dataset.draft}`;
  const inputs = [...form.elements].filter((one) => one.name && one.closest(".field") && one.type !== "file");

  // the draft
  const store = (act) => {
    try {
      return act(localStorage);
    } catch {
      return null;
    }
  };
  const draft = JSON.parse(store((s) => s.getItem(name)) ?? "{}");
  for (const one of inputs) if (!one.value && draft[one.name]) one.value = draft[one.name];
  const note = document.getElementById("draft");
  let saving;
  const save = () => {
    const now = Object.fromEntries(inputs.filter((one) => one.value).map((one) => [one.name, one.value]));
    if (store((s) => s.setItem(name, JSON.stringify(now))) !== null) note.textContent = words.kept;
  };

  // what is wrong, said at the field
  const sentence = (one) => {
    const v = one.validity;
    if (v.valueMissing) return words.missing;
    if (v.tooLong) return words.tooLong;
    if (v.rangeOverflow) return words.future;
    if (v.patternMismatch && one.inputMode === "email") return words.email;
    if (v.badInput) return words.noDate;
    if (v.patternMismatch) return one.name.endsWith("_currency") ? words.noCurrency : words.noAmount;
    if (one.dataset.either && !one.value && !form.elements[one.dataset.either].value) return words.either;
    return "";
  };
  const say = (one) => {
    const field = one.closest(".field");
    const said = sentence(one);
    const id = `e-${one.name}`;
    let place = document.getElementById(id);
    field.classList.toggle("wrong", said !== "");
    if (said) {
      if (!place) {
        place = Object.assign(document.createElement("p"), { className: "error", id });
        one.before(place);
      }
      place.textContent = said;
      one.setAttribute("aria-invalid", "true");
      one.setAttribute("aria-describedby", [document.getElementById(`h-${one.name}`)?.id, id].filter(Boolean).join(" "));
    } else {
      place?.remove();
      one.removeAttribute("aria-invalid");
    }
    return said === "";
  };
  for (const one of inputs) {
    one.addEventListener("change", () => say(one));
    one.addEventListener("input", () => {
      if (one.hasAttribute("aria-invalid")) say(one);
      clearTimeout(saving);
      saving = setTimeout(save, 400);
    });
  }
  form.addEventListener("submit", (event) => {
    const wrong = inputs.filter((one) => !say(one));
    if (wrong.length) {
      event.preventDefault();
      wrong[0].focus();
      return;
    }
    clearTimeout(saving);
    store((s) => s.removeItem(name));
    for (const button of form.querySelectorAll("button")) setTimeout(() => (button.disabled = true));
  });
  addEventListener("pageshow", () => {
    for (const button of form.querySelectorAll("button")) button.disabled = false;
  });

  // articles that may answer it
  const box = document.getElementById("suggested");
  const text = form.elements.text;
  let asking;
  let last = "";
  const suggest = async () => {
    const q = text.value.trim().slice(0, 200);
    if (q.length < 8 || q === last) return;
    last = q;
    const answer = await fetch(`${form.dataset.search}&q=${encodeURIComponent(q)}`).catch(() => null);
    if (!answer?.ok || last !== q) return;
    const hits = (await answer.json()).items?.slice(0, 3) ?? [];
    box.hidden = hits.length === 0;
    const list = Object.assign(document.createElement("ul"), { className: "links" });
    for (const hit of hits) {
      const link = Object.assign(document.createElement("a"), {
        href: form.dataset.articles + encodeURIComponent(hit.slug),
        target: "_blank",
        rel: "noopener",
        textContent: hit.title,
      });
      list.append(Object.assign(document.createElement("li"), {}));
      list.lastChild.append(link);
    }
    const title = Object.assign(document.createElement("p"), { className: "strong", textContent: box.dataset.title });
    const inside = document.createElement("div");
    inside.append(title, list);
    box.className = "notice info";
    box.replaceChildren(inside);
  };
  text.addEventListener("input", () => {
    clearTimeout(asking);
    asking = setTimeout(suggest, 500);
  });
  if (text.value) suggest();
})();
