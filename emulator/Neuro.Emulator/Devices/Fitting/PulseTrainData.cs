using System.Collections.Immutable;

namespace Neuro.Emulator.Devices.Fitting;

/// <summary>One measured train: equal pulses in one direction, with reads between.</summary>
/// <param name="Device">The device's name.</param>
/// <param name="Up">Whether the pulses potentiate.</param>
/// <param name="Pulses">Pulses of this train before each read, rising from 0 or 1.</param>
/// <param name="Conductances">What was read, in siemens.</param>
public sealed record PulseTrainData(string Device, bool Up, ImmutableArray<int> Pulses, ImmutableArray<double> Conductances);
