using Neuro.Emulator.Devices.Pulses;
using Neuro.Ir.Devices;

namespace Neuro.Emulator.Devices;

/// <summary>
/// A device compiled: everything that depends on the conductance, as integer tables over its code, a fraction of G_max −
/// G_min. Errors of programming and of reads are in codes with 8 fraction bits; exponents of a drift have 24.
/// </summary>
public sealed class DeviceTables
{
    /// <summary>Fraction bits of σ in codes.</summary>
    public const int SigmaBits = 8;

    /// <summary>Fraction bits of a drift exponent.</summary>
    public const int ExponentBits = 24;

    private readonly DeviceModel _device;
    private readonly StaticDevice _behaviour;

    /// <summary>Compiles the mean device.</summary>
    /// <param name="device">A device that keeps the rules of <see cref="DeviceRules"/>.</param>
    /// <param name="bits">Bits of the conductance code, 8 to 31.</param>
    public DeviceTables(DeviceModel device, int bits = 31)
    {
        _device = device;
        _behaviour = new(device);
        Bits = bits;
        if (device.Pulse is { } pulse) Pulse = PulseTables.Compile(PulseResponse.Mean(pulse), bits);
        if (!device.Programming.Sigma.IsEmpty) ProgrammingSigma = Sigma(_behaviour.ProgrammingSigma);
        if (device.Drift is PowerLawDrift law)
        {
            DriftExponent = Exponent(x => DriftLaws.MeanExponent(law, Conductance(x) / device.GMax));
            DriftDeviation = Exponent(x => DriftLaws.ExponentDeviation(law, Conductance(x) / device.GMax));
        }
    }

    /// <summary>Bits of the conductance code.</summary>
    public int Bits { get; }

    /// <summary>The answer to pulses; null of a device without a pulse model.</summary>
    public PulseTables? Pulse { get; }

    /// <summary>σ of the programming error over the code of the target; null without one.</summary>
    public CodeTable? ProgrammingSigma { get; }

    /// <summary>Mean drift exponent over the code of the target; null without a power law.</summary>
    public CodeTable? DriftExponent { get; }

    /// <summary>Standard deviation of the drift exponent over the code of the target; null without a power law.</summary>
    public CodeTable? DriftDeviation { get; }

    /// <summary>σ of a read, <paramref name="seconds"/> after the code was written; null of a device without read
    /// noise.</summary>
    public CodeTable? ReadSigma(double seconds)
    {
        if (_device.ReadNoise is null)
            return null;
        return Sigma(g => _behaviour.ReadDeviation(new(g, g, 0, 0, CellFault.None), g, seconds));
    }

    /// <summary>Conductance code of siemens, within the range.</summary>
    public int Code(double siemens)
    {
        double x = Math.Clamp((siemens - _device.GMin) / (_device.GMax - _device.GMin), 0, 1);
        return (int)Math.Round(x * ((1L << Bits) - 1));
    }

    private double Conductance(double x) => _device.GMin + x * (_device.GMax - _device.GMin);

    private CodeTable Sigma(Func<double, double> sigma)
    {
        double scale = Math.ScaleB(1, SigmaBits) * ((1L << Bits) - 1) / (_device.GMax - _device.GMin);
        return CodeTable.Compile(Bits, x => sigma(Conductance(x)) * scale);
    }

    private CodeTable Exponent(Func<double, double> exponent) =>
        CodeTable.Compile(Bits, x => Math.ScaleB(exponent(x), ExponentBits));
}
