namespace Neuro.Ir.Devices;

/// <summary>How one programming pulse changes a cell. The families are the records derived from it.</summary>
public abstract record PulseModel;
