namespace Neuro.Ir.Devices;

/// <summary>How a written conductance changes with time.</summary>
public abstract record DriftModel;
