using Neuro.Ir;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>A projection's synapses as OpenCL C: calls of functions that are made once for each choice of types.</summary>
internal sealed class DeliverySource(SpikeProgram program, ConstantPool constants, ExecutionStyle style)
{
    private readonly SortedDictionary<string, string> _functions = new(StringComparer.Ordinal);

    /// <summary>The functions that the calls need.</summary>
    public IEnumerable<string> Functions => _functions.Values;

    /// <summary>Statements that add what is due at tick to the sums of a port, and the synapses passed to synapses.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="source">Its source.</param>
    /// <param name="target">Its target.</param>
    /// <param name="learned">A pointer to the weights that the slot has learned; null where they are the program's.</param>
    public IEnumerable<string> Deliver(
        Projection projection, PopulationLayout source, PopulationLayout target, string? learned)
    {
        if (projection.Connectivity is Convolution map)
            return [Convolve(projection, map, source, target)];
        if (projection.Connectivity is Dense && !projection.Delay.IsArray)
        {
            return [projection.Weight.IsArray || learned is not null
                ? Product(projection, source, target, learned)
                : Uniform(projection, source, target)];
        }
        return SparseRows.Of(program, projection).Where(r => r.Targets.Length > 0)
            .Select(rows => Walk(projection, rows, source, target, learned));
    }

    /// <summary>A port as a pointer to its sums, and whether these have 64 bits.</summary>
    public static (string Sums, bool Wide) Port(string name, PopulationLayout target)
    {
        int port = target.Kernel!.Ports.IndexOf(name);
        string place = C.Long(target.Sums[port]);
        return target.IsWide(port) ? ($"l + {place}", true) : ($"(__global uint *)s + {place}", false);
    }

    /// <summary>The lists of events of a population at a tick's place in its ring: counts, neurons, payloads.</summary>
    public static string Events(PopulationLayout source, int delay)
    {
        string place = source.Ring == 1 ? "0" : $"(tick + {source.Ring - delay}) % {source.Ring}";
        string stride = C.Long(source.Stride);
        return $"s + {C.Long(source.Counts)} + {place} * {source.Segments}, s + {C.Long(source.List)} + {place} * {stride}, "
            + $"s + {C.Long(source.Payloads)} + {place} * {stride}";
    }

    private string Walk(
        Projection projection, SparseRows rows, PopulationLayout source, PopulationLayout target, string? learned)
    {
        (string sums, bool wide) = Port(projection.Port, target);
        DeviceArray boundaries = constants.Add(style.Shared ? rows.Rows : rows.Boundaries(target.Segments, target.Chunk));
        DeviceArray targets = constants.AddIndices(rows.Targets, target.Size);
        DeviceArray? weights = learned is not null ? new(learned, "int")
            : rows.Weights is null ? null : constants.AddNarrow(rows.Weights);
        string name = Function("sparse", projection, source, wide, weights?.Type, targets.Type);
        string first = style.Shared ? boundaries.Pointer : $"{boundaries.Pointer} + lane * {source.Size}L";
        string last = style.Shared ? $"{boundaries.Pointer} + 1" : $"{boundaries.Pointer} + (lane + 1) * {source.Size}L";
        return $"synapses += {name}({first}, {last}, {targets.Pointer}, {weights?.Pointer ?? "0"}, "
            + $"{Factor(projection, wide, weights is null)}, {Multipliers(projection)}, {source.Segments}, {source.Chunk}, "
            + $"{Events(source, rows.Delay)}, {sums}, "
            + "lane, lanes);\n";
    }

    private string Product(Projection projection, PopulationLayout source, PopulationLayout target, string? learned)
    {
        (string sums, bool wide) = Port(projection.Port, target);
        DeviceArray weights = learned is not null
            ? new(learned, "int")
            : constants.AddNarrow(Rows(program.Array(projection.Weight)!, source.Size, target));
        long stride = learned is not null ? target.Size : target.Stride;
        string name = Function(style.Shared ? "dense-parallel" : "dense-sequential", projection, source, wide, weights.Type);
        string start = $"synapses += {name}({weights.Pointer}, {C.Long(stride)}, {Factor(projection, wide, ofOneWeight: false)}, "
            + $"{Multipliers(projection)}, ";
        string events = Events(source, projection.Delay.Scalar);
        return style.Shared
            ? $"{start}{events}, {sums}, {target.Size}, lane, lanes);\n"
            : $"{start}{source.Segments}, {source.Chunk}, {events}, {sums}, {Range(target)});\n";
    }

    private string Uniform(Projection projection, PopulationLayout source, PopulationLayout target)
    {
        (string sums, bool wide) = Port(projection.Port, target);
        string name = Function("uniform", projection, source, wide, null);
        string call = $"{name}({Factor(projection, wide, ofOneWeight: true)}, {Multipliers(projection)}, "
            + $"{source.Segments}, {source.Chunk}, {Events(source, projection.Delay.Scalar)}, {sums}, ";
        return style.Shared
            ? $"{{ ulong events = {call}lane, {target.Size}, lanes); if (lane == 0) synapses += events * {target.Size}; }}\n"
            : $"synapses += {call}{Range(target)}, 1) * ({End(target)} - {Start(target)});\n";
    }

    private string Convolve(Projection projection, Convolution map, PopulationLayout source, PopulationLayout target)
    {
        (string sums, bool wide) = Port(projection.Port, target);
        DeviceArray? weights = program.Array(projection.Weight) is { } array ? constants.AddNarrow(array.ToInt32()) : null;
        string name = Function("convolution", projection, source, wide, weights?.Type);
        string range = style.Shared ? $"0, {target.Size}" : Range(target);
        return $"synapses += {name}({weights?.Pointer ?? "0"}, {Factor(projection, wide, weights is null)}, "
            + $"{Multipliers(projection)}, {source.Segments}, {source.Chunk}, {Events(source, projection.Delay.Scalar)}, "
            + $"{sums}, {range}, "
            + $"{map.InputHeight}, {map.InputWidth}, {map.InputChannels / map.Groups}, {map.OutputChannels / map.Groups}, "
            + $"{Pair(map.KernelWidth, map.KernelHeight)}, {Pair(map.OutputWidth, map.OutputHeight)}, "
            + $"{Pair(map.StrideX, map.StrideY)}, {Pair(map.PaddingLeft, map.PaddingTop)}, "
            + $"{Pair(map.DilationX, map.DilationY)}, lane, lanes);\n";
    }

    /// <summary>The first neuron of the work-item's own.</summary>
    public static string Start(PopulationLayout p) => p.Segments == 1 ? "0" : $"min_(lane * {p.Chunk}, {p.Size})";

    /// <summary>One after the last neuron of the work-item's own.</summary>
    public static string End(PopulationLayout p) => p.Segments == 1 ? $"{p.Size}" : $"min_((lane + 1) * {p.Chunk}, {p.Size})";

    private static string Range(PopulationLayout target) => $"{Start(target)}, {End(target)}";

    private static string Pair(int x, int y) => $"(int2)({x}, {y})";

    // Rows of targets, padded.
    private static int[] Rows(IrArray weights, int sources, PopulationLayout target)
    {
        int[] rows = new int[checked(sources * target.Stride)];
        for (int i = 0; i < sources; i++)
            weights.Widen(i * target.Size, rows.AsSpan((int)(i * target.Stride), target.Size));
        return rows;
    }

    // What is the same for all synapses: shift, and multiplier and weight where they are scalars.
    private static string Factor(Projection projection, bool wide, bool ofOneWeight)
    {
        long factor = 1L << projection.Shift;
        if (!projection.Multiplier.IsArray)
            factor *= projection.Multiplier.Scalar;
        if (ofOneWeight)
            factor *= projection.Weight.Scalar;
        return C.Bits(factor, wide);
    }

    private string Multipliers(Projection projection) =>
        program.Array(projection.Multiplier) is { } array ? constants.Add(array.ToInt32()).Pointer : "0";

    // The function of a kind for these types; weights that are one scalar are in the factor.
    private string Function(
        string kind, Projection projection, PopulationLayout source, bool wide, string? weight, string target = "int")
    {
        bool multiplied = projection.Multiplier.IsArray;
        string name = string.Join(
            '_', kind.Split('-')[0], target, weight ?? "one", wide ? "64" : "32", multiplied ? "m" : "s",
            source.UnitPayloads ? "unit" : "graded");
        string sum = wide ? "ulong" : "uint";
        _functions[name] = Resource.Text(
            kind,
            ("NAME", name), ("TARGET", target), ("WEIGHT", weight ?? "int"), ("SUM", sum), ("BITS", wide ? "64" : "32"),
            ("PAYLOAD", source.UnitPayloads ? "1" : "payloads[e]"),
            ("VALUE", weight is null ? "1" : kind == "sparse" ? "weights[k]" : "weights[tap + ky * kernel_size.x + kx]"),
            ("MULTIPLY", multiplied ? $" * ({sum})multipliers[target]" : ""),
            ("CHANNEL", multiplied ? $" * ({sum})multipliers[output]" : ""));
        return name;
    }
}
