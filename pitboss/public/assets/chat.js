// Opens the chat; with a token, with the conversation that came from another channel.
"use strict";
(() => {
  const { brand, language, token } = document.currentScript.dataset;
  if (token)
    sessionStorage.setItem(
      `pitboss:${brand}`,
      JSON.stringify({ token, account: null, person: { name: "", email: "" }, unsent: [] }),
    );
  window.Pitboss = { calls: [["open"]] };
  const script = document.createElement("script");
  script.src = "/widget.js";
  script.dataset.brand = brand;
  script.dataset.language = language;
  document.head.append(script);
})();
