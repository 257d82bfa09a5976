// Reads a QR code with the camera where the browser can do it by itself; the page works without.
const box = document.querySelector("[data-scan]");

async function scan() {
  const video = box.querySelector("[data-scan-video]");
  const say = box.querySelector("[data-scan-say]");
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    say.textContent = say.dataset.refused || "";
    return;
  }
  video.srcObject = stream;
  video.hidden = false;
  await video.play();
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const look = async () => {
    const [found] = await detector.detect(video);
    const match = found && found.rawValue.match(/\/xac-minh\/([0-9a-z]+)\/?$/);
    if (!match) return requestAnimationFrame(look);
    stream.getTracks().forEach((track) => track.stop());
    location.assign(`/xac-minh/${match[1]}/`);
  };
  look();
}

if (box && "BarcodeDetector" in window && navigator.mediaDevices) {
  box.hidden = false;
  box.querySelector("[data-scan-start]").addEventListener("click", scan);
}
