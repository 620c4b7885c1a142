// Keys of the review page. Without this file every link, field and button still works.
"use strict";

const form = document.getElementById("decision");
let armed = null; // the button that Enter in the field of the reason presses

function arm(button) {
  if (armed) armed.classList.remove("armed");
  armed = button;
  if (armed) armed.classList.add("armed");
}

function buttonOf(action) {
  return form && form.querySelector(`button[value="${action}"]`);
}

function field(name) {
  return form && form.elements.namedItem(name);
}

// Press a button, or go to the field that is still empty.
function press(button) {
  arm(button);
  for (const name of ["author", "reason"]) {
    if (!field(name).value.trim()) return field(name).focus();
  }
  form.requestSubmit(button);
}

function selectedWords() {
  return String(window.getSelection()).trim();
}

function begin(target) {
  const action = target.dataset.for;
  if (action) arm(buttonOf(action));
  if (target.name === "at" && !target.value && selectedWords()) target.value = selectedWords();
  target.focus();
  if (target.select && target.tagName === "INPUT") target.select();
}

function typing(target) {
  return target.matches("input:not([type=hidden]), textarea, select");
}

function inField(event) {
  const target = event.target;
  if (event.key === "Escape") {
    target.blur();
    return true;
  }
  if (event.key !== "Enter" || event.isComposing || !target.form || target.form !== form) return false;
  if (target.tagName === "TEXTAREA" && !(event.ctrlKey || event.metaKey)) return false;
  press(target.dataset.for ? buttonOf(target.dataset.for) : armed || buttonOf("accept"));
  return true;
}

function follow(key) {
  if (key === "q") {
    const current = document.querySelector(".queue a[aria-current], .queue a, [data-key=q]");
    if (current) current.focus();
    return Boolean(current);
  }
  if (key === "?") {
    const keys = document.getElementById("keys");
    if (!keys) return false;
    keys.open = !keys.open;
    if (keys.open) keys.scrollIntoView({ block: "end" });
    return true;
  }
  const link = document.querySelector(`a[data-key="${key}"]`);
  if (link) link.click();
  return Boolean(link);
}

function onKey(event) {
  if (event.defaultPrevented) return;
  if (typing(event.target)) {
    if (inField(event)) event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const key = { ArrowDown: "", ArrowUp: "" }[event.key] ?? event.key;
  if (!/^[a-z1-9?]$/.test(key)) return;
  const button = form && form.querySelector(`[data-arm="${key}"]`);
  const target = form && form.querySelector(`[data-focus="${key}"]`);
  if (button) {
    arm(button);
    field(field("author").value.trim() ? "reason" : "author").focus();
    field("reason").select();
  } else if (target) begin(target);
  else if (!follow(key)) return;
  event.preventDefault();
}

document.addEventListener("keydown", onKey);
if (form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes"; // a second press of an impatient finger
    form.querySelector(".working").hidden = false;
  });
  window.addEventListener("pageshow", () => delete form.dataset.sent);
}
const current = document.querySelector(".queue a[aria-current]");
if (current) {
  const queue = current.closest(".queue");
  queue.scrollTop = Math.max(0, current.offsetTop - queue.offsetTop - 120);
}
