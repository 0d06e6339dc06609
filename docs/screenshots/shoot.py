"""Takes the pictures of the real page from a running server: its address is the argument."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ADDRESS = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
COURSE = "?preset=course&step=8&cell=l2.dW,1,0"  # the step that writes ∂E/∂W₂, one of its cells
SHOTS = {
    "en-light": (f"{COURSE}&lang=en", "light", 1440, 900),
    "en-dark": (f"{COURSE}&lang=en", "dark", 1440, 900),
    "es-light": (f"{COURSE}&lang=es", "light", 1440, 900),
    "update": ("?preset=course&step=19&lang=en", "light", 1440, 900),
    "convolution": ("?preset=convolution&step=12&lang=en", "light", 1920, 1080),
    "es-1024": (f"{COURSE}&lang=es", "light", 1024, 768),
}


def shoot() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, (query, theme, width, height) in SHOTS.items():
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme="dark" if theme == "dark" else "light",
                reduced_motion="reduce",
            )
            page.goto(f"{ADDRESS}/{query}", wait_until="networkidle")
            page.wait_for_timeout(300)  # the stage has measured itself
            page.screenshot(path=Path(__file__).with_name(f"{name}.png"))
        browser.close()


if __name__ == "__main__":
    shoot()
