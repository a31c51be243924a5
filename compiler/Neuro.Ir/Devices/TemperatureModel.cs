namespace Neuro.Ir.Devices;

/// <summary>
/// Thermally activated conduction: g(T) = g(T_ref)·exp(−E(g)/k_B·(1/T − 1/T_ref)), with the activation energy E interpolated
/// linearly from <see cref="EnergyMin"/> at G_min to <see cref="EnergyMax"/> at G_max; k_B = 8.617333262e-5 eV/K. A negative
/// energy is a metal's fall of conductance.
/// </summary>
public sealed record TemperatureModel
{
    /// <summary>T_ref: kelvin at which the device was characterised.</summary>
    public double Reference { get; init; } = 300;

    /// <summary>Activation energy at G_min, in electronvolts.</summary>
    public double EnergyMin { get; init; }

    /// <summary>Activation energy at G_max, in electronvolts.</summary>
    public double EnergyMax { get; init; }
}
