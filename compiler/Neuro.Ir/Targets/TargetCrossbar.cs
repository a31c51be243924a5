using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;

namespace Neuro.Ir.Targets;

/// <summary>What holds a chip's weights, where crossbars do: programs for it are bound to these.</summary>
/// <param name="Array">Its arrays; the target's cores count them.</param>
/// <param name="Device">Its cells.</param>
public sealed record TargetCrossbar(CrossbarArray Array, DeviceModel Device);
