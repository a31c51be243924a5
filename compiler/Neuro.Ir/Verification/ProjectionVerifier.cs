using Neuro.Ir.Diagnostics;

namespace Neuro.Ir;

/// <summary>The geometry of one projection: its arrays against the sizes of what it connects.</summary>
internal sealed class ProjectionVerifier(
    Projection projection, long sources, long targets, Dictionary<string, IrArray> arrays, ArrayExtents extents,
    Findings findings)
{
    /// <summary>The longest delay: histories of that many ticks are kept for every source.</summary>
    public const int MaximumDelay = 65535;

    private string Location => projection.Origin ?? $"projection {projection.Name}";

    /// <summary>Checks connectivity, weights, multipliers, shift and delays.</summary>
    public void Verify()
    {
        switch (projection.Connectivity)
        {
            case Dense:
                Weights($"[{sources}, {targets}]", a => a.Shape.Length == 2 && a.Shape[0] == sources && a.Shape[1] == targets);
                Delays(sources * targets);
                break;
            case OneToOne:
                if (sources != targets)
                    Number("the target's size", targets, $"the source's size, {sources}");
                Weights($"{targets} elements", a => a.Length == targets);
                Delays(targets);
                break;
            case Sparse sparse:
                Rows(sparse);
                break;
            case Convolution convolution:
                Geometry(convolution);
                break;
            default:
                findings.Add(
                    DiagnosticCatalog.IrUnknownReference, Location, $"projection '{projection.Name}'", "connectivity", "");
                break;
        }
        long multipliers = projection.Connectivity is Convolution c ? c.OutputChannels : targets;
        Value(projection.Multiplier, "the multiplier", $"{multipliers} elements", a => a.Length == multipliers);
        if (projection.Shift is < 0 or > 31)
            Number("the shift", projection.Shift, "0 to 31");
    }

    private void Number(string what, object number, string range) =>
        findings.Add(DiagnosticCatalog.IrNumberRange, Location, what, "projection", projection.Name, number, range);

    private IrArray? Value(IrValue value, string what, string needs, Func<IrArray, bool> fits)
    {
        if (value.Array is not { } name) return null;
        if (Find(name, what) is not { } array) return null;
        if (!fits(array))
            findings.Add(DiagnosticCatalog.IrArrayShape, Location,
                name, string.Join(", ", array.Shape), $"{what} of projection '{projection.Name}'", needs);
        return array;
    }

    private IrArray? Find(string name, string what)
    {
        if (arrays.TryGetValue(name, out IrArray? array)) return array;
        findings.Add(DiagnosticCatalog.IrUnknownReference, Location, $"{what} of projection '{projection.Name}'", "array", name);
        return null;
    }

    private void Weights(string needs, Func<IrArray, bool> fits) => Value(projection.Weight, "the weight", needs, fits);

    private void Delays(long synapses)
    {
        IrArray? array = Value(projection.Delay, "the delay", $"{synapses} elements", a => a.Length == synapses);
        Interval range = array is not null ? extents.Of(array) : Interval.Of(projection.Delay.Scalar);
        if (!new Interval(0, MaximumDelay).Contains(range))
            Number("the delay", range, $"0 to {MaximumDelay}");
    }

    private void Rows(Sparse sparse)
    {
        (IrArray? rows, IrArray? columns) =
            (Find(sparse.RowPointers ?? "", "the rows"), Find(sparse.Targets ?? "", "the targets"));
        if (rows is null || columns is null) return;
        Weights($"{columns.Length} elements", a => a.Length == columns.Length);
        Delays(columns.Length);
        if (rows.Length != sources + 1)
            Malformed($"'{rows.Name}' has {rows.Length} row pointers; {sources} sources need {sources + 1}");
        else if (rows[0] != 0 || rows[rows.Length - 1] != columns.Length)
            Malformed($"'{rows.Name}' runs from {rows[0]} to {rows[rows.Length - 1]}, not from 0 to {columns.Length}");
        else
            Targets(rows, columns);
    }

    private void Targets(IrArray rows, IrArray columns)
    {
        Interval range = extents.Of(columns);
        if (columns.Length > 0 && (range.Minimum < 0 || range.Maximum >= targets))
        {
            Malformed($"'{columns.Name}' holds {range}; the target has neurons 0 to {targets - 1}");
            return;
        }
        Span<int> row = stackalloc int[1024];
        for (int i = 0; i + 1 < rows.Length; i++)
        {
            (int start, int end) = (rows[i], rows[i + 1]);
            if (end < start || end > columns.Length)
            {
                Malformed($"row {i} runs from {start} to {end}");
                return;
            }
            for (int previous = -1; start < end; start += row.Length)
            {
                Span<int> part = row[..Math.Min(row.Length, end - start)];
                columns.Widen(start, part);
                foreach (int target in part)
                {
                    if (target < previous)
                    {
                        Malformed($"row {i} lists target {target} after {previous}");
                        return;
                    }
                    previous = target;
                }
            }
        }
    }

    private void Malformed(string what) => findings.Add(DiagnosticCatalog.IrSparse, Location, projection.Name, what);

    private void Geometry(Convolution c)
    {
        if (Fault(c) is { } fault)
        {
            findings.Add(DiagnosticCatalog.IrConvolution, Location, projection.Name, fault);
            return;
        }
        int[] shape = [c.OutputChannels, c.InputChannels / c.Groups, c.KernelHeight, c.KernelWidth];
        Weights($"[{string.Join(", ", shape)}]", a => a.Shape.SequenceEqual(shape));
        if (projection.Delay.IsArray)
            Number("the delay", "an array", "one number for all synapses of a convolution");
        else
            Delays(0);
    }

    private string? Fault(Convolution c)
    {
        int[] positive =
        [
            c.InputChannels, c.InputHeight, c.InputWidth, c.OutputChannels, c.OutputHeight, c.OutputWidth, c.KernelHeight,
            c.KernelWidth, c.StrideY, c.StrideX, c.DilationY, c.DilationX, c.Groups,
        ];
        if (Array.Exists(positive, n => n < 1) || c.PaddingTop < 0 || c.PaddingLeft < 0)
            return "an extent, stride, dilation or padding is too small";
        if (c.InputChannels % c.Groups != 0 || c.OutputChannels % c.Groups != 0)
            return $"{c.Groups} groups do not divide {c.InputChannels} and {c.OutputChannels} channels";
        if (Volume(c.InputChannels, c.InputHeight, c.InputWidth) != sources)
            return $"its input is [{c.InputChannels}, {c.InputHeight}, {c.InputWidth}], the source has {sources} neurons";
        if (Volume(c.OutputChannels, c.OutputHeight, c.OutputWidth) != targets)
            return $"its output is [{c.OutputChannels}, {c.OutputHeight}, {c.OutputWidth}], the target has {targets} neurons";
        // Coordinates o·stride − padding + k·dilation are computed in 32 bits.
        long y = (long)c.OutputHeight * c.StrideY + (long)c.KernelHeight * c.DilationY + c.PaddingTop;
        long x = (long)c.OutputWidth * c.StrideX + (long)c.KernelWidth * c.DilationX + c.PaddingLeft;
        return Math.Max(x, y) > int.MaxValue ? "its strides or dilations reach beyond 2^31 rows or columns" : null;
    }

    private static Int128 Volume(int a, int b, int c) => (Int128)a * b * c;
}
