using System.Collections.Immutable;
using Neuro.Ir.Crossbars;

namespace Neuro.Ir;

/// <summary>Programs to messages, object by object.</summary>
internal static class ProtoWriter
{
    /// <summary>The message of a program.</summary>
    public static Proto.Program Write(SpikeProgram program) => new()
    {
        FormatVersion = ProgramProto.VersionOf(program),
        Name = program.Name,
        DtNumerator = program.TimeStep.Numerator,
        DtDenominator = program.TimeStep.Denominator,
        Seed = program.Seed,
        Arrays = { program.Arrays.Select(Write) },
        Neurons = { program.Neurons.Select(Write) },
        Populations = { program.Populations.Select(Write) },
        Projections = { program.Projections.Select(Write) },
        Outputs = { program.Outputs },
        Placement = program.Placement is { } placement ? Write(placement) : null,
        Metadata = { program.Metadata.Select(Write) },
        Devices = { program.Devices.Select(SpecificationJson.Print) },
        CrossbarArrays = { program.CrossbarArrays.Select(SpecificationJson.Print) },
        Reductions = { program.Reductions.Select(LearningWriter.Write) },
        Rules = { program.Rules.Select(Write) },
        Firing = (Proto.Firing)program.Firing,
        EventQueue = program.EventQueue,
    };

    internal static Proto.Entry Write(KeyValuePair<string, string> entry) => new() { Key = entry.Key, Value = entry.Value };

    private static Proto.Array Write(IrArray array) =>
        new() { Name = array.Name, Shape = { array.Shape }, Bits = array.Bits, IsSigned = array.Signed, Steps = { array.Steps } };

    internal static Proto.Value Write(IrValue value) =>
        value.Array is { } array ? new() { Array = array } : new() { Scalar = value.Scalar };

    private static IEnumerable<Proto.Binding> Write(ImmutableSortedDictionary<string, IrValue> bindings) =>
        bindings.Select(b => new Proto.Binding { Name = b.Key, Value = Write(b.Value) });

    private static Proto.Neuron Write(MicroProgram neuron) => new()
    {
        Name = neuron.Name,
        Kind = neuron.Kind,
        Options = { neuron.Options.Select(Write) },
        Accumulators = { neuron.Accumulators.Select(a => new Proto.Accumulator { Name = a.Name, Bits = a.Bits }) },
        Parameters = { neuron.Parameters },
        Tables = { neuron.Tables },
        States = { neuron.States.Select(s => new Proto.State { Name = s.Name, Bits = s.Bits, IsSigned = s.Signed }) },
        Body = { neuron.Body.Select(Write) },
    };

    private static Proto.Instruction Write(Instruction i)
    {
        Proto.Instruction message = new()
        {
            Op = (Proto.Op)i.Op,
            Name = i.Name,
            Operands = { i.Operands },
            Immediate = i.Immediate,
            Rounding = (Proto.RoundingMode)i.Rounding,
        };
        if (i.Symbol is not null) message.Symbol = i.Symbol;
        return message;
    }

    private static Proto.Population Write(Population p)
    {
        Proto.Population message = new()
        {
            Name = p.Name,
            Shape = { p.Shape },
            Phase = p.Phase,
            Parameters = { Write(p.Parameters) },
            Initial = { Write(p.Initial) },
            PayloadMinimum = p.PayloadMinimum,
            PayloadMaximum = p.PayloadMaximum,
            Inference = { Write(p.Inference) },
            Kept = { p.Kept.Order(StringComparer.Ordinal) },
        };
        if (p.Neuron is not null) message.Neuron = p.Neuron;
        if (p.Origin is not null) message.Origin = p.Origin;
        return message;
    }

    private static Proto.Projection Write(Projection p)
    {
        Proto.Projection message = new()
        {
            Name = p.Name,
            Source = p.Source,
            Target = p.Target,
            Port = p.Port,
            Weight = Write(p.Weight),
            Multiplier = Write(p.Multiplier),
            Shift = p.Shift,
            Delay = Write(p.Delay),
        };
        if (p.Crossbar is { } binding) message.Crossbar = Write(binding);
        if (p.Read is { } read) message.Read = Write(read);
        if (p.Plasticity is { } plasticity) message.Plasticity = LearningWriter.Write(plasticity);
        if (p.Origin is not null) message.Origin = p.Origin;
        switch (p.Connectivity)
        {
            case Dense: message.Dense = new(); break;
            case OneToOne: message.OneToOne = new(); break;
            case Sparse sparse: message.Sparse = new() { RowPointers = sparse.RowPointers, Targets = sparse.Targets }; break;
            case Convolution convolution: message.Convolution = Write(convolution); break;
            default: throw new InvalidOperationException($"unknown connectivity {p.Connectivity.GetType().Name}");
        }
        return message;
    }

    private static Proto.CrossbarBinding Write(CrossbarBinding binding) => new()
    {
        Device = binding.Device,
        Array = binding.Array,
        Time = binding.Time,
        Temperature = binding.Temperature,
        DriftCompensation = binding.DriftCompensation,
        AdcRanges = { binding.AdcRanges },
    };

    private static Proto.CrossbarRead Write(CrossbarRead read) => new()
    {
        Planes = { read.Planes.Select(Write) },
        Tiles = { read.Tiles.Select(Write) },
        FractionBits = read.FractionBits,
    };

    private static Proto.InputPlane Write(InputPlane plane) => new()
    {
        Digit = plane.Digit,
        Shift = plane.Shift,
        Minimum = plane.Minimum,
        Maximum = plane.Maximum,
        Weight = plane.Weight,
    };

    private static Proto.CrossbarTile Write(CrossbarTile tile)
    {
        Proto.CrossbarTile message = new()
        {
            Group = tile.Group,
            FirstRow = tile.FirstRow,
            Rows = tile.Rows,
            FirstOutput = tile.FirstOutput,
            Outputs = tile.Outputs,
            Conductance = tile.Conductance,
            NoiseShift = tile.NoiseShift,
            Output = Write(tile.Output),
            Coefficient = Write(tile.Coefficient),
            Gain = Write(tile.Gain),
            GainShift = tile.GainShift,
            Offset = Write(tile.Offset),
            Rounding = (Proto.RoundingMode)tile.Rounding,
            MinimumCode = tile.MinimumCode,
            MaximumCode = tile.MaximumCode,
            InputCoefficient = tile.InputCoefficient,
            CellsPerRow = tile.CellsPerRow,
        };
        if (tile.Variance is not null) message.Variance = tile.Variance;
        return message;
    }

    private static Proto.Convolution Write(Convolution c) => new()
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

    private static Proto.Placement Write(Placement placement) => new()
    {
        Target = placement.Target,
        Cores = placement.Cores,
        Assignments =
        {
            placement.Assignments.Select(a =>
                new Proto.CoreAssignment
                {
                    Population = a.Population,
                    FirstNeuron = a.FirstNeuron,
                    Count = a.Count,
                    Core = a.Core,
                }),
        },
    };
}
