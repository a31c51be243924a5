namespace Neuro.Emulator.Devices.Fitting;

/// <summary>The mean of all reads after one number of pulses.</summary>
internal readonly record struct MeanRead(int Pulse, double Conductance, int Weight);
