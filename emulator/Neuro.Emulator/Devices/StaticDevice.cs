using Neuro.Ir.Devices;

namespace Neuro.Emulator.Devices;

/// <summary>What a device does between being written and being read: levels, programming, stuck cells, drift, temperature,
/// read noise.</summary>
public sealed class StaticDevice
{
    /// <summary>Boltzmann's constant in electronvolts per kelvin (exact in the SI of 2019, to the digits given).</summary>
    private const double Boltzmann = 8.617333262e-5;

    private readonly CellProgrammer _programmer;

    /// <summary>The behaviour of <paramref name="device"/>.</summary>
    public StaticDevice(DeviceModel device)
    {
        Device = device;
        _programmer = new(device);
    }

    /// <summary>The device.</summary>
    public DeviceModel Device { get; }

    /// <summary>The conductance that programming aims at for <paramref name="target"/> siemens: the nearest level, or, of a
    /// device without levels, the nearest conductance within its range.</summary>
    public double Quantise(double target)
    {
        double range = Device.GMax - Device.GMin;
        double x = Math.Clamp((target - Device.GMin) / range, 0, 1);
        if (Device.Levels == 0)
            return Math.Clamp(target, Device.GMin, Device.GMax);
        double top = Device.Levels - 1;
        return Device.GMin + Math.Round(x * top, MidpointRounding.AwayFromZero) / top * range;
    }

    /// <summary>σ(g) of the programming error at <paramref name="target"/>, both in siemens.</summary>
    public double ProgrammingSigma(double target) => _programmer.Sigma(target);

    /// <summary>
    /// Writes <paramref name="target"/> siemens, quantised, into a fresh cell whose own parameters, errors and drift come from
    /// <paramref name="random"/>.
    /// </summary>
    public ProgrammedCell Program(double target, ref CellRandom random)
    {
        double level = Quantise(target);
        double fate = random.NextUniform();
        if (fate < Device.StuckOn)
            return new(level, Device.GMax, 0, 0, CellFault.StuckOn);
        if (fate < Device.StuckOn + Device.StuckOff)
            return new(level, Device.GMin, 0, 0, CellFault.StuckOff);
        double written = _programmer.Write(level, out int pulses, ref random);
        double drift = Device.Drift switch
        {
            PowerLawDrift law => DriftLaws.Exponent(law, level / Device.GMax, random.NextNormal()),
            LogarithmicDrift => random.NextNormal(),
            _ => 0,
        };
        return new(level, written, drift, pulses, CellFault.None);
    }

    /// <summary>
    /// The conductance in siemens of a cell <paramref name="seconds"/> after it was written, at <paramref name="kelvin"/>; 0
    /// kelvin stands for the temperature at which the device was characterised. Stuck cells do not drift.
    /// </summary>
    public double ConductanceAt(in ProgrammedCell cell, double seconds, double kelvin)
    {
        double g = cell.Fault == CellFault.None ? Drifted(cell, seconds) : cell.Conductance;
        if (Device.Temperature is not { } model || kelvin == 0)
            return g;
        double x = Math.Clamp((g - Device.GMin) / (Device.GMax - Device.GMin), 0, 1);
        double energy = model.EnergyMin + x * (model.EnergyMax - model.EnergyMin);
        return g * Math.Exp(-energy / Boltzmann * (1 / kelvin - 1 / model.Reference));
    }

    /// <summary>Standard deviation in siemens of one read of a cell that conducts <paramref name="conductanceNow"/>,
    /// <paramref name="seconds"/> after it was written.</summary>
    public double ReadDeviation(in ProgrammedCell cell, double conductanceNow, double seconds) =>
        Device.ReadNoise is { } noise ? ReadNoise.Deviation(noise, Device.GMax, cell.Conductance, conductanceNow, seconds) : 0;

    private double Drifted(in ProgrammedCell cell, double seconds) => Device.Drift switch
    {
        PowerLawDrift law => DriftLaws.PowerLaw(law, cell.Conductance, cell.Drift, seconds),
        LogarithmicDrift law =>
            DriftLaws.Logarithmic(law, cell.Conductance, cell.Drift, seconds, Device.GMin, Device.GMax),
        RelaxationDrift law => DriftLaws.Relaxation(
            law, cell, seconds, ProgrammingSigma(cell.Target), _programmer.SigmaReference),
        _ => cell.Conductance,
    };
}
