"""Tries `huale serve-guesses` with the real Label Studio on this machine, in a project that people made themselves.

    python -m venv VENV && VENV/bin/pip install label-studio==1.23.2
    python tools/label_studio_guesses.py VENV/bin/label-studio bin/huale FOLDER

Starts Label Studio in FOLDER on a free port of the loopback interface, with leave to call this machine; trains a detector on drawn
images; uploads some of them, and one that is not of the pool, into a project with names of its own; connects the served detector as an ML
backend and has Label Studio ask for guesses. Every box that Label Studio then holds must be one that `huale detect` finds, and the other
way round. Ends with the largest difference, in pixels.
"""

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

from label_studio import LEGACY, ask, start

CONFIG = """<View><Image name="photo" value="$picture"/><RectangleLabels name="boxes" toName="photo">%s</RectangleLabels></View>"""


def upload(url, project, files):
    boundary = "huale5f0e3c1b9a7d48f2"
    body = b"".join(b"--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: image/png\r\n\r\n%s\r\n" % (
        boundary.encode(), file.name.encode(), file.name.encode(), file.read_bytes()) for file in files)
    request = urllib.request.Request(f"{url}/api/projects/{project}/import", body + b"--%s--\r\n" % boundary.encode(), method="POST",
                                     headers={"Authorization": "Token " + LEGACY, "Content-Type": "multipart/form-data; boundary=" + boundary})
    urllib.request.urlopen(request, timeout=60).read()


def served(huale, run):
    """The process, and its address."""
    process = subprocess.Popen([huale, "serve-guesses", run, "--threshold", "0.05", "--port", "0"], stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        print(line, end="")
        if line.startswith("Guesses at "):
            return process, line.split()[2]
    raise SystemExit("huale serve-guesses does not start")


def pixels(region):
    value, width, height = region["value"], region["original_width"], region["original_height"]
    x, y = value["x"] * width / 100, value["y"] * height / 100
    return value["rectanglelabels"][0], [x, y, x + value["width"] * width / 100, y + value["height"] * height / 100]


def difference(task, found):
    name = task["data"]["picture"].split("-")[-1].split("/")[-1]
    wanted = [(it["className"], it["box"]) for it in found.get(name, [])]
    got = [pixels(region) for prediction in task["predictions"] for region in prediction["result"]]
    assert len(got) == len(wanted), (name, len(got), len(wanted))
    return len(got), max((min(max(abs(a - b) for a, b in zip(box, other)) for label, other in wanted if label == name_of)
                          for name_of, box in got), default=0.0)


def main():
    program, huale, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3]).absolute()
    (folder / "studio").mkdir(parents=True)
    subprocess.run([huale, "make-dataset", folder / "set", "--images", "12", "--test-images", "4", "--size", "96x96"], check=True)
    run, configuration = folder / "run", folder / "run.yaml"
    configuration.write_text(f"data: {{pool: 'voc:{folder}/set:trainval', test: 'voc:{folder}/set:test'}}\ninitial: {{images: 8}}\n"
                             "budget: 2\ncycles: 1\ndetector: small-resnet-fpn\ntraining: {iterations: 40, batchSize: 2}\n"
                             "weights: {mode: scratch}\nstrategy: random\n")
    subprocess.run([huale, "run", configuration, "--out", run], check=True)
    weights = next((run / "cycle-0").rglob("*.safetensors"))
    pool = (folder / "set/ImageSets/Main/trainval.txt").read_text().split()
    images = [next((folder / "set/JPEGImages").glob(name + ".*")) for name in pool[:5]]
    found = json.loads(subprocess.run([huale, "detect", "--weights", weights, "--json", *images], check=True, capture_output=True).stdout)
    found = {Path(it["image"]).name: it["detections"] for it in found}
    classes = sorted({d["className"] for it in found.values() for d in it})
    foreign = folder / "foreign.png"
    foreign.write_bytes(images[0].read_bytes())
    server, url = start(program, folder / "studio", ML_BLOCK_LOCAL_IP="false", SSRF_PROTECTION_ENABLED="false")
    backend = None
    try:
        backend, address = served(huale, run)
        labels = "".join(f'<Label value="{name}"/>' for name in classes)
        project = ask(url + "/api/projects", "POST", {"title": "made by people", "label_config": CONFIG % labels})["id"]
        upload(url, project, [*images[:4], foreign])
        ask(f"{url}/api/projects/{project}/import", "POST", [{"data": {"picture": f"http://127.0.0.1:1/elsewhere/{images[4].name}"}}])
        connected = ask(url + "/api/ml/", "POST", {"project": project, "url": address, "title": "HUALE"})
        print("connected:", connected["state"], connected["model_version"])
        ask(f"{url}/api/dm/actions?id=retrieve_tasks_predictions&project={project}", "POST", {"selectedItems": {"all": True, "excluded": []}})
        tasks = ask(f"{url}/api/tasks/?page_size=100&project={project}&fields=all")["tasks"]
        assert len(tasks) == 6, len(tasks)
        results = [difference(task, found) for task in tasks]
        print({task["data"]["picture"].split("/")[-1]: count for task, (count, _) in zip(tasks, results)})
        assert sum(count for count, _ in results) > 0, "nothing was guessed at all"
        assert all(prediction["model_version"] == "huale-cycle-0" for task in tasks for prediction in task["predictions"])
        print("largest difference %.2g pixels in %d boxes" % (max(d for _, d in results), sum(count for count, _ in results)))
    finally:
        if backend:
            backend.terminate()
            backend.wait()
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
