"""Steps of torch.optim.SGD on one parameter of three numbers: python sgd.py > sgd.json"""
import json
import torch

CASES = [(0.0, 0.0, False), (0.9, 0.0, False), (0.9, 1e-4, False), (0.9, 5e-2, True), (0.0, 0.1, False)]
generator = torch.Generator().manual_seed(7)
cases = []
for momentum, decay, nesterov in CASES:
    parameter = torch.nn.Parameter(torch.randn(3, generator=generator))
    start = parameter.tolist()
    optimizer = torch.optim.SGD([parameter], lr=0.1, momentum=momentum, weight_decay=decay, nesterov=nesterov, foreach=False)
    steps = []
    for rate in (0.01, 0.1, 0.1, 0.05, 0.001):
        optimizer.param_groups[0]["lr"] = rate
        parameter.grad = torch.randn(3, generator=generator)
        gradient = parameter.grad.tolist()
        optimizer.step()
        steps.append({"rate": rate, "gradient": gradient, "parameter": parameter.detach().tolist()})
    cases.append({"momentum": momentum, "weightDecay": decay, "nesterov": nesterov, "start": start, "steps": steps})
print(json.dumps(cases, indent=1))
