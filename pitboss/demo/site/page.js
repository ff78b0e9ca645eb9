// What a casino's own page does with the chat: says who is signed in, forgets them when they leave, opens it by buttons.
const chat = (window.Pitboss ??= { calls: [] });
const call = (name, ...args) => (chat[name] ? chat[name](...args) : chat.calls.push([name, ...args]));

const jwt = document.currentScript.dataset.jwt;
if (jwt) call("identify", jwt);

addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("[data-leaves]")) call("reset");
  const button = target?.closest("[data-chat]");
  if (button?.dataset.chat) call("prefill", { topic: button.dataset.chat });
  if (button) call("open");
});
