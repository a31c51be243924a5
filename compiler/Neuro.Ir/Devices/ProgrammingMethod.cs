namespace Neuro.Ir.Devices;

/// <summary>How a target conductance is written.</summary>
public enum ProgrammingMethod
{
    /// <summary>The cell ends at target + σ(target)·ξ, not below zero: what is left after a scheme that a source has
    /// characterised.</summary>
    Direct,

    /// <summary>The number of pulses that takes the mean device from reset to the target, unseen.</summary>
    OpenLoop,

    /// <summary>Pulses towards the target, each burst followed by a read, until it is within the tolerance or the budget is
    /// spent; a device without a pulse model is written anew with the error σ(target)·ξ each time.</summary>
    WriteVerify,
}
