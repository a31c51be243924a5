namespace Neuro.Emulator.Devices.Learning;

/// <summary>How cells hold a weight, and which pulses change it.</summary>
public enum DeviceUpdate
{
    /// <summary>One cell, read against a fixed reference; pulsed up and down.</summary>
    Bidirectional,
    /// <summary>The difference of two cells; every change pulses one up and the other down.</summary>
    Differential,
    /// <summary>The difference of two cells that are only pulsed up; full ones are refreshed.</summary>
    Unidirectional,
}
