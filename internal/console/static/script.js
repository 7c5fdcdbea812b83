// The page is rendered by the server. This fetches it again when something has changed, puts what is new in place, and
// leaves what is the same alone, so that focus, what is typed and what is open stay.
"use strict";

const connection = document.getElementById("connection");
const pause = document.getElementById("pause");
let paused = false;

const later = (wait, act) => {
  let timer;
  return () => { clearTimeout(timer); timer = setTimeout(act, wait); };
};

// What a person has opened counts as no difference, and what is typed and not sent yet stays.
const keepHands = (fresh, old) => {
  for (const details of fresh.querySelectorAll("details[id]")) {
    const mine = document.getElementById(details.id);
    if (mine && old.contains(mine)) details.open = mine.open;
  }
  for (const field of fresh.querySelectorAll("input[id], select[id]")) {
    const mine = document.getElementById(field.id);
    if (!mine || !old.contains(mine)) continue;
    const touched = mine.options ? [...mine.options].some((o, i) => o.selected !== (i === 0)) : mine.value !== mine.defaultValue;
    if (touched) field.value = mine.value;
  }
};

const patchList = (old, fresh) => {
  const kept = new Set([...fresh.children].map((child) => child.id));
  for (const child of [...old.children]) if (!kept.has(child.id)) child.remove();
  let next = old.firstElementChild;
  for (const child of [...fresh.children]) {
    const mine = child.id && [...old.children].find((c) => c.id === child.id);
    if (!mine) {
      child.classList.add("fresh");
      old.insertBefore(child, next);
      continue;
    }
    if (mine === next) next = next.nextElementSibling;
    else old.insertBefore(mine, next);
    keepHands(child, mine);
    mine.classList.remove("fresh");
    if (mine.getAttribute("class") === "") mine.removeAttribute("class");
    if (!mine.isEqualNode(child)) mine.replaceWith(child);
  }
};

const patch = (fresh) => {
  const focused = document.activeElement && document.activeElement.id;
  const lives = [...fresh.querySelectorAll("[data-live]")];
  const mine = document.querySelectorAll("[data-live]");
  const same = lives.length === mine.length && lives.every((live) => document.getElementById(live.id));
  if (!same) {
    const main = document.getElementById("main");
    keepHands(fresh, main);
    main.replaceWith(fresh.getElementById("main"));
  } else {
    for (const live of lives) {
      const old = document.getElementById(live.id);
      if (live.dataset.live === "list") {
        patchList(old, live);
        for (const name of live.getAttributeNames()) old.setAttribute(name, live.getAttribute(name));
        continue;
      }
      keepHands(live, old);
      if (live.id === "said" && old.textContent !== live.textContent) old.textContent = live.textContent;
      else if (!old.isEqualNode(live)) old.replaceWith(live);
    }
    const choices = fresh.getElementById("choices");
    if (choices) document.getElementById("choices").replaceWith(choices);
    for (const summary of fresh.querySelectorAll("details[id] > summary")) {
      const old = document.getElementById(summary.parentElement.id);
      if (old) old.firstElementChild.textContent = summary.textContent;
    }
  }
  if (focused && document.activeElement.id !== focused) {
    const again = document.getElementById(focused);
    (again || document.getElementById("main")).focus({ preventScroll: true });
  }
};

// Tells a screen reader what came, in one sentence however much it was.
const announce = (before) => {
  const events = document.getElementById("events");
  const heard = document.getElementById("heard");
  if (!events || !heard) return;
  const news = [...events.children].filter((e) => Number(e.id.slice("event-".length)) > before);
  if (news.length === 0) return;
  const more = news.length > 1 ? `, and ${news.length - 1} more` : "";
  heard.textContent = news[0].dataset.say + more;
};

let loading = 0;
const load = async (url, options) => {
  const mine = ++loading;
  const events = document.getElementById("events");
  const before = events ? Number(events.dataset.newest) : 0;
  const answer = await fetch(url, options);
  const text = await answer.text();
  if (mine !== loading && !options) return; // a later one has asked for more
  patch(new DOMParser().parseFromString(text, "text/html"));
  if (options) refresh(); // what it led to may have come meanwhile
  announce(before);
};

const refresh = later(30, () => { if (!paused) load(location.href).catch(() => {}); });

const show = (state, text) => {
  connection.dataset.state = state;
  connection.textContent = text;
};

let stream;
let silence;
const listen = () => {
  if (stream) stream.close();
  stream = new EventSource(connection.dataset.events || "events");
  const alive = () => {
    clearTimeout(silence);
    silence = setTimeout(listen, 40000);
    show(paused ? "off" : "on", paused ? "Paused" : "Live");
  };
  stream.addEventListener("changed", () => { alive(); refresh(); });
  stream.addEventListener("beat", alive);
  stream.addEventListener("error", () => {
    show("lost", "Reconnecting");
    if (stream.readyState === EventSource.CLOSED) { clearTimeout(silence); silence = setTimeout(listen, 2000); }
  });
};

if (connection) {
  pause.hidden = false;
  pause.addEventListener("click", () => {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    show(paused ? "off" : "on", paused ? "Paused" : "Live");
    refresh();
  });
  // A browser keeps few connections to one server: a page that nobody sees gives its own back.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { clearTimeout(silence); stream.close(); } else listen();
  });
  listen();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.row, .choices a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  load(link.href).catch(() => location.reload());
});

addEventListener("popstate", () => load(location.href).catch(() => {}));

document.addEventListener("submit", (event) => {
  const form = event.target;
  const values = new URLSearchParams(new FormData(form, event.submitter));
  event.preventDefault();
  if (form.method === "get") {
    const url = `${location.pathname}?${values}`;
    history.pushState(null, "", url);
    load(url).catch(() => location.reload());
    return;
  }
  form.reset();
  load(location.href, { method: "POST", body: values, headers: { "X-Requested-With": "fetch" } })
    .catch(() => show("lost", "The sandbox does not answer"));
});

// A search answers while it is typed.
const search = later(200, () => {
  const field = document.activeElement;
  if (!field || !field.form) return;
  const url = `${location.pathname}?${new URLSearchParams(new FormData(field.form))}`;
  history.replaceState(null, "", url);
  load(url).catch(() => {});
});
document.addEventListener("input", (event) => { if (event.target.type === "search") search(); });
