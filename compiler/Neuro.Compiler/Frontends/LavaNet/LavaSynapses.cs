using System.Collections.Immutable;
using Neuro.Compiler.Chips;
using Neuro.Compiler.Loihi;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Frontends.LavaNet;

/// <summary>The synapses of layers, with weights and delays as netx hands them to Lava's processes.</summary>
internal sealed class LavaSynapses(IntegerProgramBuilder builder, List<Diagnostic> findings)
{
    // netx clips delays to this; files of Neuro's own go further.
    private const int LongestOfLava = 62;
    private const int Longest = 65_000;
    private const long MostSynapses = 1L << 27;

    /// <summary>One synapse per neuron of an input layer, within the tick.</summary>
    public bool ConnectInput(LavaLayer layer, string source, string target, string port)
    {
        builder.Connect($"{target}.in", source, target, port, new OneToOne(), [], [1], [0], layer.Origin);
        return true;
    }

    /// <summary>The synapses of <paramref name="layer"/>, whose spikes take <paramref name="lag"/> ticks beside their
    /// delays; false where findings stand against it.</summary>
    public bool Connect(LavaLayer layer, string source, ImmutableArray<int> shape, string target, int lag)
    {
        if (lag is < 0 or > Longest)
        {
            findings.Add(DiagnosticCatalog.LavaValueBad.At(
                layer.Origin, layer.Index, LavaNetReader.DelayField, $"is {lag}, not 0 to {Longest}"));
            return false;
        }
        string name = layer.Synapse ?? $"{target}.in";
        return layer.Type switch
        {
            "dense" or "dense_rec" => Dense(layer, source, Size(shape), target, name, lag),
            "conv" or "pool" => Convolve(layer, source, shape, target, name, lag),
            _ => Transposed(layer, source, shape, target, name, lag),
        };
    }

    private bool Dense(LavaLayer layer, string source, int sources, string target, string name, int lag)
    {
        LavaTensor weight = layer.Weight!;
        (int rows, int columns) = (weight.Shape[0], weight.Shape[1]);
        if (columns != sources) return Clash(layer, columns, sources);
        // One sign mode for all of a layer's weights, its recurrent ones included, decides where they are clipped.
        SignMode mode = LoihiWeights.SignModeOf([.. weight.Values, .. layer.WeightRec?.Values ?? []]);
        int[] delays = Delays(layer, rows, columns, lag, out bool valid);
        if (!valid) return false;
        builder.Connect(name, source, target, "in", new Dense(), [columns, rows],
            Transpose(Clipped(layer, "weight", weight.Values, mode), rows, columns), delays, layer.Origin);
        if (layer.WeightRec is { } recurrent)
        {
            builder.Connect(layer.RecurrentSynapse ?? $"{target}.rec", target, target, "in", new Dense(), [rows, rows],
                Transpose(Clipped(layer, "weight_rec", recurrent.Values, mode), rows, rows), [lag == 0 ? 1 : lag], layer.Origin);
        }
        return true;
    }

    /// <summary>Delays [source, target]: one for all, or from one per target (axonal, which netx moves to the synapses),
    /// per source, or per synapse [target, source].</summary>
    private int[] Delays(LavaLayer layer, int rows, int columns, int lag, out bool valid)
    {
        valid = true;
        if (layer.Delay is not { Length: > 0 } given) return [lag];
        int longest = layer.SpikeDelay is null ? LongestOfLava : Longest - lag;
        int outside = given.Count(d => d < 0 || d > longest);
        if (outside > 0) findings.Add(DiagnosticCatalog.LavaClipped.At(layer.Origin, layer.Index, "delay", outside, 0, longest));
        int[] delays = Array.ConvertAll(given, d => Math.Clamp(d, 0, longest) + lag);
        if (delays.Length == 1) return delays;
        if (delays.Length == rows) return [.. Enumerable.Range(0, rows * columns).Select(s => delays[s % rows])];
        if (delays.Length == columns) return [.. Enumerable.Range(0, rows * columns).Select(s => delays[s / rows])];
        if (delays.Length == rows * columns) return Transpose(delays, rows, columns);
        findings.Add(DiagnosticCatalog.LavaValueBad.At(
            layer.Origin, layer.Index, "delay", $"has {delays.Length} elements; there are {rows} neurons and {columns} inputs"));
        valid = false;
        return [lag];
    }

    private bool Convolve(LavaLayer layer, string source, ImmutableArray<int> shape, string target, string name, int lag)
    {
        LavaTensor weight = layer.Weight!;
        if (shape.Length != 3) return Clash(layer, weight.Shape[1] * layer.Groups, Size(shape));
        int channels = shape[0];
        bool pool = layer.Type == "pool";
        Convolution map = new()
        {
            InputChannels = channels,
            InputHeight = shape[1],
            InputWidth = shape[2],
            OutputChannels = pool ? channels : weight.Shape[0],
            OutputHeight = Extent(shape[1], weight.Shape[2], layer.Stride.Y, layer.Padding.Y, layer.Dilation.Y),
            OutputWidth = Extent(shape[2], weight.Shape[3], layer.Stride.X, layer.Padding.X, layer.Dilation.X),
            KernelHeight = weight.Shape[2],
            KernelWidth = weight.Shape[3],
            StrideY = layer.Stride.Y,
            StrideX = layer.Stride.X,
            PaddingTop = layer.Padding.Y,
            PaddingLeft = layer.Padding.X,
            DilationY = layer.Dilation.Y,
            DilationX = layer.Dilation.X,
            Groups = pool ? channels : layer.Groups,
        };
        bool fits = pool
            ? weight.Shape[0] * weight.Shape[1] == 1
            : weight.Shape[1] * layer.Groups == channels && weight.Shape[0] % layer.Groups == 0;
        if (!fits) return Clash(layer, weight.Shape[1] * layer.Groups, channels);
        if (!layer.Shape.AsSpan().SequenceEqual([map.OutputChannels, map.OutputHeight, map.OutputWidth]))
        {
            string given = $"{map.OutputChannels} × {map.OutputHeight} × {map.OutputWidth}";
            findings.Add(DiagnosticCatalog.LavaValueBad.At(
                layer.Origin, layer.Index, "shape", $"is {string.Join(" × ", layer.Shape)}; the kernel gives {given}"));
            return false;
        }
        // A pool has one kernel for all channels.
        int[] weights = pool ? [.. Enumerable.Range(0, channels).SelectMany(_ => weight.Values)] : weight.Values;
        ImmutableArray<int> extents =
            [map.OutputChannels, map.InputChannels / map.Groups, map.KernelHeight, map.KernelWidth];
        builder.Connect(name, source, target, "in", map, extents, weights, [lag], layer.Origin);
        return true;
    }

    /// <summary>
    /// Transposed convolutions and unpooling: input (c, y, x) reaches output (o, y · stride − padding + ky · dilation, …) with
    /// weight [c, o within its group, ky, kx] (torch.nn.ConvTranspose2d), as a matrix.
    /// </summary>
    private bool Transposed(LavaLayer layer, string source, ImmutableArray<int> shape, string target, string name, int lag)
    {
        LavaTensor weight = layer.Weight!;
        bool unpool = layer.Type == "unpool";
        if (shape.Length != 3 || layer.Shape.Length != 3) return Clash(layer, weight.Shape[0], Size(shape));
        int groups = unpool ? shape[0] : layer.Groups;
        (int inputs, int outputs) = (shape[0] / groups, layer.Shape[0] / groups);
        bool fits = unpool
            ? weight.Shape[0] * weight.Shape[1] == 1 && layer.Shape[0] == shape[0]
            : weight.Shape[0] == shape[0] && weight.Shape[1] == outputs && inputs * groups == shape[0]
                && outputs * groups == layer.Shape[0];
        if (!fits) return Clash(layer, weight.Shape[0], shape[0]);
        long synapses = (long)Size(shape) * layer.Size;
        if (synapses > MostSynapses)
        {
            findings.Add(DiagnosticCatalog.LavaTooLarge.At(layer.Origin, layer.Index, synapses));
            return false;
        }
        int[] matrix = new int[synapses];
        for (int c = 0; c < shape[0]; c++)
            for (int o = 0; o < outputs; o++)
                Scatter(layer, shape, matrix, c, c / inputs * outputs + o, unpool ? 0 : c * outputs + o);
        builder.Connect(name, source, target, "in", new Dense(), [Size(shape), layer.Size], matrix, [lag], layer.Origin);
        return true;
    }

    /// <summary>Puts kernel number <paramref name="kernel"/>, from channel <paramref name="from"/> to <paramref name="to"/>,
    /// into <paramref name="matrix"/> [source, target].</summary>
    private static void Scatter(LavaLayer layer, ImmutableArray<int> shape, int[] matrix, int from, int to, int kernel)
    {
        (int kernelHeight, int kernelWidth) = (layer.Weight!.Shape[2], layer.Weight.Shape[3]);
        (int height, int width) = (layer.Shape[1], layer.Shape[2]);
        for (int y = 0; y < shape[1]; y++)
            for (int x = 0; x < shape[2]; x++)
                for (int tap = 0; tap < kernelHeight * kernelWidth; tap++)
                {
                    int v = y * layer.Stride.Y - layer.Padding.Y + tap / kernelWidth * layer.Dilation.Y;
                    int u = x * layer.Stride.X - layer.Padding.X + tap % kernelWidth * layer.Dilation.X;
                    if (v < 0 || v >= height || u < 0 || u >= width) continue;
                    int row = (from * shape[1] + y) * shape[2] + x, column = (to * height + v) * width + u;
                    matrix[row * layer.Size + column] += layer.Weight.Values[kernel * kernelHeight * kernelWidth + tap];
                }
    }

    private int[] Clipped(LavaLayer layer, string field, int[] weights, SignMode mode)
    {
        (int least, int most) = LoihiWeights.Range(mode);
        // netx clips signed weights to even ones.
        if (mode == SignMode.Mixed) most--;
        int outside = weights.Count(w => w < least || w > most);
        if (outside > 0) findings.Add(DiagnosticCatalog.LavaClipped.At(layer.Origin, layer.Index, field, outside, least, most));
        return Array.ConvertAll(weights, w => Math.Clamp(w, least, most));
    }

    private static int[] Transpose(int[] matrix, int rows, int columns)
    {
        int[] transposed = new int[matrix.Length];
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++)
                transposed[c * rows + r] = matrix[r * columns + c];
        return transposed;
    }

    private static int Extent(int extent, int kernel, int stride, int padding, int dilation) =>
        (int)Math.Max(((extent + 2L * padding - (long)dilation * (kernel - 1) - 1) / stride) + 1, 0);

    private static int Size(ImmutableArray<int> shape) => shape.Aggregate(1, (product, extent) => product * extent);

    private bool Clash(LavaLayer layer, int takes, int has)
    {
        findings.Add(DiagnosticCatalog.LavaShapeClash.At(layer.Origin, layer.Index, takes, has));
        return false;
    }
}
