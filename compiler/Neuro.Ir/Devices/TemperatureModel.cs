namespace Neuro.Ir.Devices;

/// <summary>How the conductance depends on temperature.</summary>
public sealed record TemperatureModel;
