"""The networks have the form and the size that they are named for."""

import pytest
import torch
from torch import nn

from train.cbam import Cbam
from train.face_networks import NETWORKS, make
from train.mini_xception import Block, MiniXception
from train.shipped_face import folded, shipped


def weights(network: nn.Module) -> int:
    return sum(part.numel() for part in network.parameters())


def some_faces(rows: int = 4) -> torch.Tensor:
    return torch.rand(rows, 1, 48, 48, generator=torch.Generator().manual_seed(1)) * 255


def lived(network: nn.Module) -> nn.Module:
    """The network after it has met some faces, so that its normalisation is not trivial."""
    network.train()
    for _ in range(3):
        network(some_faces(16) / 127.5 - 1)
    return network.eval()


@pytest.mark.parametrize("name", NETWORKS)
def test_network_gives_one_logit_a_label(name: str) -> None:
    assert make(name, 9, 0, 0.2).eval()(some_faces() / 255).shape == (4, 9)


@pytest.mark.parametrize(
    ("name", "width", "least", "most"),
    [
        ("mini-xception", 8, 55_000, 60_000),
        ("mini-xception", 24, 430_000, 450_000),
        ("cbam", 0, 850_000, 950_000),
        ("three-blocks", 0, 2_000_000, 2_500_000),
    ],
)
def test_network_has_its_size(name: str, width: int, least: int, most: int) -> None:
    assert least < weights(make(name, 7, width, 0.0)) < most


def test_unknown_network_is_refused_by_name() -> None:
    with pytest.raises(SystemExit, match="no network 'resnet'"):
        make("resnet", 9, 0, 0.0)


def test_mini_xception_has_two_convolutions_four_blocks_and_pools_over_the_whole_map() -> None:
    network = MiniXception(9)
    assert sum(isinstance(one, nn.Conv2d) for one in network.stem) == 2
    assert [type(one) for one in network.blocks] == [Block] * 4
    assert not any(isinstance(one, nn.Linear) for one in network.modules())


@pytest.mark.parametrize("name", ["mini-xception", "cbam"])
def test_folding_the_normalisation_changes_no_logit(name: str) -> None:
    network = lived(make(name, 9, 8, 0.2))
    faces = some_faces() / 127.5 - 1
    assert torch.allclose(folded(network)(faces), network(faces), atol=1e-4)


def test_cbam_attention_is_what_a_backward_pass_would_give() -> None:
    network = Cbam(9, 8)
    lived(network)
    maps = network.maps(some_faces(2) / 127.5 - 1).detach().requires_grad_()
    found = network.attention(maps)
    for label in range(9):
        (slope,) = torch.autograd.grad(network.judge(maps)[:, label].sum(), maps)
        weight = slope.mean(dim=(2, 3), keepdim=True)
        assert torch.allclose(found[:, label], torch.relu((weight * maps).sum(1)), atol=1e-5)


def test_shipped_face_gives_probabilities_and_where_asked_maps() -> None:
    probabilities, maps = shipped(Cbam(9, 8).eval(), 1.3)(some_faces())
    assert torch.allclose(probabilities.sum(1), torch.ones(4))
    assert maps.shape == (4, 9, 6, 6)
