namespace Neuro.Emulator.Devices;

/// <summary>A cell that was written.</summary>
/// <param name="Target">What it was to be, one of the device's levels, in siemens.</param>
/// <param name="Conductance">What it is right after, in siemens.</param>
/// <param name="Drift">What sets its drift apart from other cells': the exponent ν of a power law, the deviate ξ of a logarithmic
/// drift, 0 otherwise.</param>
/// <param name="Pulses">Programming pulses that it took; 0 where the device's programming has none.</param>
/// <param name="Fault">Whether it is stuck.</param>
public readonly record struct ProgrammedCell(double Target, double Conductance, double Drift, int Pulses, CellFault Fault);
