using Neuro.Ir.Devices;
using Neuro.Ir.Learning;

namespace Neuro.Compiler.Frontends.Network;

/// <summary>That a projection is to learn on cells of a device; what is null is as usual for the device.</summary>
/// <param name="Projection">The projection.</param>
/// <param name="Name">The device's name.</param>
/// <param name="Model">The device, where the network describes it; null for a preset.</param>
/// <param name="Direction">"bidirectional", "differential" or "unidirectional".</param>
/// <param name="Rounding">How changes become pulses.</param>
/// <param name="Bits">Bits of a conductance code.</param>
/// <param name="Pulses">Most pulses of one change.</param>
/// <param name="Chip">Number of the chip whose cells these are.</param>
public sealed record LearningDevice(
    string Projection,
    string Name,
    DeviceModel? Model,
    string? Direction,
    PulseRounding? Rounding,
    int? Bits,
    int? Pulses,
    int Chip);
