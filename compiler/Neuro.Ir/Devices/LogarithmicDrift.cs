namespace Neuro.Ir.Devices;

/// <summary>
/// A shift and a spread that grow with the logarithm of time, whatever the conductance: g(t) = g₀ + shift·ln t +
/// (spread_log·ln t + spread)·ξ, clipped to G_min … G_max, with one ξ for each write. The fit begins at one second: earlier times
/// are taken as one second, and at t = 0 the cell is as it was written.
/// Source: Falcone et al., CMO/HfOx ReRAM, IBM Research Europe; IBM/aihwkit, ReRamCMONoiseModel.
/// </summary>
public sealed record LogarithmicDrift : DriftModel
{
    /// <summary>Mean shift in siemens for each factor e of time.</summary>
    public double Shift { get; init; }

    /// <summary>Growth of the standard deviation in siemens for each factor e of time.</summary>
    public double SpreadLog { get; init; }

    /// <summary>Standard deviation in siemens at one second.</summary>
    public double Spread { get; init; }
}
