using System.Collections.Immutable;
using Neuro.Emulator.Devices.Pulses;
using Neuro.Ir;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Devices.Learning;

/// <summary>Puts the weights that a program learns on cells of a device: its rules then propose changes, which are made by
/// pulses.</summary>
public static class DeviceLearning
{
    // Fraction bits that a proposed change has beyond the weight's, so that fine steps count too.
    private const int MostChangeBits = 8;

    private const double UsualRefresh = 0.9;

    /// <summary>
    /// <paramref name="program"/> with every projection that learns on cells of <paramref name="device"/>, set to the initial
    /// weights as near as each cell comes to them.
    /// </summary>
    /// <exception cref="DiagnosticException">NEU3570: the device has no pulses. NEU3571: nothing learns. NEU3572: a rule stores
    /// the weight and emits too. NEU3574: a projection is on a device already.</exception>
    /// <param name="program">The program.</param>
    /// <param name="device">The device.</param>
    /// <param name="options">How weights sit on it.</param>
    /// <param name="projection">The only projection to put on cells; null for all that learn.</param>
    public static SpikeProgram Bind(
        SpikeProgram program, DeviceModel device, DeviceLearningOptions options, string? projection = null)
    {
        if (device.Pulse is null)
            throw new DiagnosticException(DiagnosticCatalog.DeviceWithoutPulses.At(null, device.Name));
        PulseTables tables = PulseTables.Compile(PulseResponse.Mean(device.Pulse), options.Bits);
        SpikeProgram bound = program with { Devices = [.. program.Devices.Where(d => d.Name != device.Name), device] };
        bool any = false;
        for (int p = 0; p < program.Projections.Length; p++)
        {
            if (!Learns(program, program.Projections[p]) || (projection is not null && program.Projections[p].Name != projection))
                continue;
            if (program.Projections[p].Plasticity!.Commit is { } commit)
                throw new DiagnosticException(DiagnosticCatalog.AlreadyOnDevice.At(
                    program.Projections[p].Origin, program.Projections[p].Name, commit.Device));
            bound = new ProjectionBinder(bound, p, device, tables, options).Bind();
            any = true;
        }
        return any ? bound : throw new DiagnosticException(DiagnosticCatalog.NothingLearns.At(null, program.Name));
    }

    /// <summary>Warnings about what <paramref name="device"/> does that pulses on codes do not: write noise and leak.</summary>
    public static ImmutableArray<Diagnostic> Warnings(DeviceModel device)
    {
        PulseModel? pulse = device.Pulse is OneSided one ? one.Cell : device.Pulse;
        if (pulse is not StepModel step)
            return [];
        List<string> left = [];
        if (step.WriteNoiseStd > 0)
            left.Add("write noise");
        if (step.Lifetime > 0)
            left.Add("leak");
        return left.Count == 0
            ? []
            : [DiagnosticCatalog.DeviceEffectLeftOut.At(null, device.Name, string.Join(" and ", left))];
    }

    /// <summary>Whether a step of <paramref name="projection"/> changes its weights while a session learns.</summary>
    public static bool Learns(SpikeProgram program, Projection projection) =>
        projection.Plasticity is { Always: false } plasticity
        && plasticity.Steps.Any(s => s.Kind == StepKind.Update
            && (plasticity.Commit is not null && Proposals.Emits(Rule(program, s))
                || StateOfWeight(s) is { } state && Proposals.Stores(Rule(program, s), state)));

    /// <summary>The rule of <paramref name="step"/>.</summary>
    internal static MicroProgram Rule(SpikeProgram program, PlasticityStep step) => program.Rules.First(r => r.Name == step.Rule);

    /// <summary>What the rule of <paramref name="step"/> calls the weight; null where it does not name it.</summary>
    internal static string? StateOfWeight(PlasticityStep step) => step.Arrays.FirstOrDefault(a => a.Value == "weight").Key;

    /// <summary>Share of the range above which a cell of a pair is refreshed.</summary>
    internal static double RefreshOf(DeviceModel device, DeviceLearningOptions options) =>
        options.RefreshAbove ?? (device.Pulse is OneSided one ? one.RefreshUpper : UsualRefresh);

    /// <summary>Fraction bits of proposed changes of weights in a range of <paramref name="range"/>.</summary>
    internal static int ChangeBits(long range) =>
        Math.Clamp(30 - (64 - (int)long.LeadingZeroCount(range)), 0, MostChangeBits);
}
