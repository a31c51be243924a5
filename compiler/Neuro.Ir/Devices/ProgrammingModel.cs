namespace Neuro.Ir.Devices;

/// <summary>How a target conductance is written.</summary>
public sealed record ProgrammingModel;
