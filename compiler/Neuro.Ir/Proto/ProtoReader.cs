using System.Collections.Immutable;
using Google.Protobuf.Collections;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;

namespace Neuro.Ir;

/// <summary>Messages to programs, object by object. What a message lacks is an error; what it
/// contradicts, the verifier finds.</summary>
internal static class ProtoReader
{
    /// <summary>The program of a message.</summary>
    /// <exception cref="InvalidDataException">Something without a default is absent, or a number cannot be.</exception>
    /// <exception cref="Diagnostics.DiagnosticException">A device or crossbar array is malformed.</exception>
    public static SpikeProgram Read(Proto.Program message, string name, ArrayResolver resolver)
    {
        if (message.DtNumerator <= 0 || message.DtDenominator <= 0)
            throw new InvalidDataException($"the time step is {message.DtNumerator}/{message.DtDenominator}");
        return new SpikeProgram
        {
            Name = message.Name,
            TimeStep = new Rational(message.DtNumerator, message.DtDenominator),
            Seed = message.Seed,
            Arrays = [.. message.Arrays.Select(a => Read(a, resolver))],
            Neurons = [.. message.Neurons.Select(Read)],
            Populations = [.. message.Populations.Select(Read)],
            Projections = [.. message.Projections.Select(Read)],
            Outputs = [.. message.Outputs],
            Placement = message.Placement is { } placement ? Read(placement) : null,
            Metadata = Read(message.Metadata, e => e.Key, e => e.Value),
            Devices = [.. message.Devices.Select((d, i) => SpecificationJson.Parse<DeviceModel>(d, $"{name}:devices[{i}]"))],
            CrossbarArrays =
            [
                .. message.CrossbarArrays.Select((a, i) =>
                    SpecificationJson.Parse<CrossbarArray>(a, $"{name}:crossbar_arrays[{i}]")),
            ],
            Reductions = [.. message.Reductions.Select(LearningReader.Read)],
            Rules = [.. message.Rules.Select(Read)],
            Firing = (Firing)message.Firing,
            EventQueue = message.EventQueue,
        };
    }

    internal static ImmutableSortedDictionary<string, TValue> Read<T, TValue>(
        RepeatedField<T> entries, Func<T, string> key, Func<T, TValue> value)
    {
        ImmutableSortedDictionary<string, TValue>.Builder read =
            ImmutableSortedDictionary.CreateBuilder<string, TValue>(StringComparer.Ordinal);
        foreach (T entry in entries)
            if (!read.TryAdd(key(entry), value(entry))) throw new InvalidDataException($"'{key(entry)}' is given twice");
        return read.ToImmutable();
    }

    private static IrArray Read(Proto.Array array, ArrayResolver resolver)
    {
        if (array.Bits < 1 || array.Bits > (array.IsSigned ? 32 : 31))
            throw new InvalidDataException($"array '{array.Name}' has {array.Bits} bits");
        return resolver(
            ProgramText.ArrayFile(array.Name), array.Name, [.. array.Shape], array.Bits, array.IsSigned, [.. array.Steps]);
    }

    internal static IrValue Read(Proto.Value? value, string what) => value?.KindCase switch
    {
        Proto.Value.KindOneofCase.Scalar => value.Scalar,
        Proto.Value.KindOneofCase.Array => IrValue.FromArray(value.Array),
        _ => throw new InvalidDataException($"{what} has no value"),
    };

    private static MicroProgram Read(Proto.Neuron neuron) => new()
    {
        Name = neuron.Name,
        Kind = neuron.Kind,
        Options = Read(neuron.Options, e => e.Key, e => e.Value),
        Accumulators = [.. neuron.Accumulators.Select(a => new AccumulatorDeclaration(a.Name, a.Bits))],
        Parameters = [.. neuron.Parameters],
        Tables = [.. neuron.Tables],
        States = [.. neuron.States.Select(s => new StateDeclaration(s.Name, s.Bits, s.IsSigned))],
        Body = [.. neuron.Body.Select(Read)],
    };

    private static Instruction Read(Proto.Instruction i) =>
        new((OpCode)i.Op, i.Name, [.. i.Operands], i.Immediate, (Rounding)i.Rounding, i.HasSymbol ? i.Symbol : null);

    private static Population Read(Proto.Population p) => new()
    {
        Name = p.Name,
        Shape = [.. p.Shape],
        Neuron = p.HasNeuron ? p.Neuron : null,
        Phase = p.Phase,
        Parameters = Read(p.Parameters, b => b.Name, b => Read(b.Value, b.Name)),
        Initial = Read(p.Initial, b => b.Name, b => Read(b.Value, b.Name)),
        PayloadMinimum = p.PayloadMinimum,
        PayloadMaximum = p.PayloadMaximum,
        Inference = Read(p.Inference, b => b.Name, b => Read(b.Value, b.Name)),
        Kept = p.Kept.ToImmutableSortedSet(StringComparer.Ordinal),
        Origin = p.HasOrigin ? p.Origin : null,
    };

    private static Projection Read(Proto.Projection p) => new()
    {
        Name = p.Name,
        Source = p.Source,
        Target = p.Target,
        Port = p.Port,
        Connectivity = p.ConnectivityCase switch
        {
            Proto.Projection.ConnectivityOneofCase.Dense => new Dense(),
            Proto.Projection.ConnectivityOneofCase.OneToOne => new OneToOne(),
            Proto.Projection.ConnectivityOneofCase.Sparse => new Sparse(p.Sparse.RowPointers, p.Sparse.Targets),
            Proto.Projection.ConnectivityOneofCase.Convolution => Read(p.Convolution),
            _ => throw new InvalidDataException($"projection '{p.Name}' has no connectivity"),
        },
        Weight = Read(p.Weight, $"the weight of projection '{p.Name}'"),
        Multiplier = Read(p.Multiplier, $"the multiplier of projection '{p.Name}'"),
        Shift = p.Shift,
        Delay = Read(p.Delay, $"the delay of projection '{p.Name}'"),
        Crossbar = p.Crossbar is { } binding ? Read(binding) : null,
        Read = p.Read is { } read ? Read(read, p.Name) : null,
        Plasticity = p.Plasticity is { } plasticity ? LearningReader.Read(plasticity, p.Name) : null,
        Origin = p.HasOrigin ? p.Origin : null,
    };

    private static CrossbarBinding Read(Proto.CrossbarBinding binding) => new()
    {
        Device = binding.Device,
        Array = binding.Array,
        Time = binding.Time,
        Temperature = binding.Temperature,
        DriftCompensation = binding.DriftCompensation,
        AdcRanges = [.. binding.AdcRanges],
    };

    private static CrossbarRead Read(Proto.CrossbarRead read, string projection) => new()
    {
        Planes = [.. read.Planes.Select(p => new InputPlane(p.Digit, p.Shift, p.Minimum, p.Maximum, p.Weight))],
        Tiles = [.. read.Tiles.Select((t, i) => Read(t, $"of tile {i} of projection '{projection}'"))],
        FractionBits = read.FractionBits,
    };

    private static CrossbarTile Read(Proto.CrossbarTile t, string of) => new()
    {
        Group = t.Group,
        FirstRow = t.FirstRow,
        Rows = t.Rows,
        FirstOutput = t.FirstOutput,
        Outputs = t.Outputs,
        Conductance = t.Conductance,
        Variance = t.HasVariance ? t.Variance : null,
        NoiseShift = t.NoiseShift,
        Output = Read(t.Output, $"the output {of}"),
        Coefficient = Read(t.Coefficient, $"the coefficient {of}"),
        Gain = Read(t.Gain, $"the gain {of}"),
        GainShift = t.GainShift,
        Offset = Read(t.Offset, $"the offset {of}"),
        Rounding = (Rounding)t.Rounding,
        MinimumCode = t.MinimumCode,
        MaximumCode = t.MaximumCode,
        InputCoefficient = t.InputCoefficient,
        CellsPerRow = t.CellsPerRow,
    };

    private static Convolution Read(Proto.Convolution c) => new()
    {
        InputChannels = c.InputChannels,
        InputHeight = c.InputHeight,
        InputWidth = c.InputWidth,
        OutputChannels = c.OutputChannels,
        OutputHeight = c.OutputHeight,
        OutputWidth = c.OutputWidth,
        KernelHeight = c.KernelHeight,
        KernelWidth = c.KernelWidth,
        StrideY = c.StrideY,
        StrideX = c.StrideX,
        PaddingTop = c.PaddingTop,
        PaddingLeft = c.PaddingLeft,
        DilationY = c.DilationY,
        DilationX = c.DilationX,
        Groups = c.Groups,
    };

    private static Placement Read(Proto.Placement placement) => new(placement.Target, placement.Cores,
        [.. placement.Assignments.Select(a => new CoreAssignment(a.Population, a.FirstNeuron, a.Count, a.Core))]);
}
