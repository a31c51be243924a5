namespace Neuro.Ir.Devices;

/// <summary>How one read differs from the next.</summary>
public sealed record ReadNoiseModel;
