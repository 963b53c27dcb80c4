"""Tries a run with the real Label Studio on this machine, from nothing to its end.

    python -m venv VENV && VENV/bin/pip install label-studio==1.23.2
    python tools/label_studio.py VENV/bin/label-studio bin/huale FOLDER

Starts Label Studio in FOLDER on a free port of the loopback interface, lets a run on drawn images ask it, and plays the annotator by the
REST interface: the first image of each request is skipped, the second has a draft and is submitted later, the others get their true
boxes. The first request goes by a legacy token, the second by a personal access token. Ends with the largest difference between a true box
and what the run took, in pixels, and with what the annotation cost by Label Studio's seconds.
"""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from pathlib import Path

LEGACY = "0123456789abcdef0123456789abcdef01234567"
WAITS = 3


def ask(url, method="GET", body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Authorization": "Token " + LEGACY, "Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read() or b"null")


def start(program, folder, **settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = dict(os.environ, LABEL_STUDIO_BASE_DATA_DIR=str(folder), COLLECT_ANALYTICS="false", LATEST_VERSION_CHECK="false",
                       LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN="true", **settings)
    words = [program, "start", "--no-browser", "--internal-host", "127.0.0.1", "--port", str(port), "--data-dir", str(folder),
             "--username", "ann@example.com", "--password", "not-a-secret", "--user-token", LEGACY, "--enable-legacy-api-token"]
    server = subprocess.Popen(words, env=environment, stdout=open(folder / "log", "w"), stderr=subprocess.STDOUT)
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            print("Label Studio", ask(url + "/api/version")["release"])
            return server, url
        except (urllib.error.URLError, OSError):
            time.sleep(2)
    server.terminate()
    raise SystemExit("Label Studio does not start; see " + str(folder / "log"))


def truth(folder):
    boxes = {}
    for file in (folder / "Annotations").glob("*.xml"):
        root = ET.parse(file).getroot()
        boxes[file.stem] = [(o.findtext("name"), [float(o.findtext("bndbox/" + k)) for k in ("xmin", "ymin", "xmax", "ymax")])
                            for o in root.findall("object")]
        boxes[file.stem].append((int(root.findtext("size/width")), int(root.findtext("size/height"))))
    return boxes


def regions(known):
    width, height = known[-1]
    for number, (name, (x1, y1, x2, y2)) in enumerate(known[:-1]):
        x1, y1 = x1 - 1, y1 - 1  # VOC counts from 1
        yield {"id": f"r{number}", "type": "rectanglelabels", "from_name": "label", "to_name": "image", "original_width": width,
               "original_height": height, "image_rotation": 0,
               "value": {"x": 100 * x1 / width, "y": 100 * y1 / height, "width": 100 * (x2 - x1) / width,
                         "height": 100 * (y2 - y1) / height, "rotation": 0, "rectanglelabels": [name]}}


def open_tasks(url):
    tasks = ask(f"{url}/api/tasks/?page_size=100&project={ask(url + '/api/projects/')['results'][0]['id']}&fields=all")["tasks"]
    return sorted((t for t in tasks if not t["annotations"] and not t["cancelled_annotations"]), key=lambda t: t["data"]["rank"])


def submit(url, task, known, cancelled=False):
    ask(f"{url}/api/tasks/{task['id']}/annotations/", "POST",
        {"result": list(regions(known)), "was_cancelled": cancelled, "lead_time": 2.0})


def annotate(url, boxes, resume):
    tasks = open_tasks(url)
    for place, task in enumerate(tasks):
        known = boxes[task["data"]["huale_id"]]
        image = urllib.request.Request(url + task["data"]["image"], headers={"Authorization": "Token " + LEGACY})
        assert len(urllib.request.urlopen(image).read()) > 100, "the image is there"
        if place == 1:
            ask(f"{url}/api/tasks/{task['id']}/drafts", "POST", {"result": list(regions(known)), "lead_time": 1.0})
        else:
            submit(url, task, known, cancelled=place == 0)
    print(len(tasks), "tasks, with guesses:", [len(t["predictions"][0]["result"]) if t["predictions"] else "-" for t in tasks])
    assert resume() == WAITS, "a draft is not finished"
    submit(url, tasks[1], boxes[tasks[1]["data"]["huale_id"]])


def difference(file, boxes):
    """The largest of all sides of all boxes, each matched with the nearest of its image."""
    largest, count = 0, 0
    for image in json.loads(file.read_text())["images"]:
        true = [[x1 - 1, y1 - 1, x2, y2] for _, (x1, y1, x2, y2) in boxes[image["image"]][:-1]]
        assert len(true) == len(image["objects"]), image
        for it in image["objects"]:
            largest = max(largest, min(max(abs(a - b) for a, b in zip(it[1:5], other)) for other in true))
            count += 1
    return largest, count


def main():
    program, huale, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3]).absolute()
    (folder / "studio").mkdir(parents=True)
    server, url = start(program, folder / "studio")
    try:
        subprocess.run([huale, "make-dataset", folder / "set", "--images", "16", "--test-images", "4", "--size", "96x96"], check=True)
        boxes = truth(folder / "set")
        run = folder / "run"
        configuration = folder / "run.yaml"
        configuration.write_text(f"oracle: {{name: label-studio, url: '{url}', tokenFile: {folder}/token, guessThreshold: 0}}\n")
        token = folder / "token"
        token.write_text(LEGACY + "\n")
        words = [f"data.pool=voc:{folder}/set:trainval", f"data.test=voc:{folder}/set:test", "initial.images=4", "budget=4", "cycles=2",
                 "detector=small-resnet-fpn", "training.iterations=4", "training.batchSize=2", "weights.mode=scratch", "strategy=random"]
        assert subprocess.run([huale, "run", configuration, "--out", run, *words]).returncode == WAITS
        resume = lambda: subprocess.run([huale, "resume", run]).returncode
        annotate(url, boxes, resume)
        token.write_text(ask(url + "/api/token/", "POST", {})["token"])
        assert resume() == WAITS
        annotate(url, boxes, resume)
        assert resume() == 0
        for file in ("initial-annotations.json", "cycle-0/annotations.json"):
            print(file, "largest difference %.2g pixels in %d boxes" % difference(run / file, boxes))
        costs = (run / "annotation-costs.csv").read_text()
        assert "\nann@example.com,," in costs, costs
        print("seconds of", next(line for line in costs.splitlines() if line.startswith("ann@example.com,,")))
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
