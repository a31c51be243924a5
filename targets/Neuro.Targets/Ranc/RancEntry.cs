using System.Collections.Immutable;

namespace Neuro.Targets.Ranc;

/// <summary>An input of the network that an image holds.</summary>
/// <param name="Name">Name of the population.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Packets">For each of its members the packets that stand for an event.</param>
public sealed record RancEntry(string Name, ImmutableArray<int> Shape, ImmutableArray<ImmutableArray<RancPacket>> Packets);
