using System.Collections.Immutable;
using System.Numerics;
using Neuro.Compiler.Discrete;
using Neuro.Ir;
using Neuro.Ir.Templates;

namespace Neuro.Compiler.Passes;

/// <summary>Turns the weights of planned projections into codes.</summary>
/// <param name="format">The numbers to quantise to.</param>
internal sealed class ProjectionLowering(FixedPointFormat format)
{
    private readonly List<IrArray> _arrays = [];
    private readonly List<ProjectionQuality> _qualities = [];

    /// <summary>The arrays that projections refer to.</summary>
    public IReadOnlyList<IrArray> Arrays => _arrays;

    /// <summary>What quantisation did to each projection, in order.</summary>
    public IReadOnlyList<ProjectionQuality> Qualities => _qualities;

    /// <summary>
    /// The projection in the IR. What its codes can do in one tick is added to the target's <see cref="PopulationPlan.CodesUp"/>
    /// and <see cref="PopulationPlan.CodesDown"/>.
    /// </summary>
    public Projection Lower(ProjectionPlan plan, PopulationPlan target)
    {
        DiscreteProjection source = plan.Source;
        double[] weights = Expanded(plan, target);
        int slice = weights.Length / plan.Channels;
        int[] codes = new int[weights.Length];
        Tally tally = new(format.Grid);
        for (int i = 0; i < codes.Length; i++)
        {
            int c = weights.Length == 1 ? 0 : i / slice;
            codes[i] = tally.Quantise(weights[i] * target.RowFactor[c], plan.Steps[c]);
        }
        _qualities.Add(tally.Result(source.Name, plan.Steps));
        AddBounds(plan, target, codes);
        (IrValue multiplier, int shift) = Multiplier(plan, target);
        return new Projection
        {
            Name = source.Name,
            Source = source.Source,
            Target = source.Target,
            Port = target.Model is MaximumModel ? MaximumTemplate.Port(source.Port) : "in",
            Connectivity = source.Map switch
            {
                DenseMap => new Dense(),
                ConvolutionMap map => map.Geometry,
                GatherMap map => Rows(source.Name, map, plan.From.Size),
                _ => new OneToOne(),
            },
            Weight = Weight(plan, target, codes),
            Multiplier = multiplier,
            Shift = shift,
            Delay = IrCodes.Bind($"{source.Name}.delay", [source.Delay.Length], source.Delay, _arrays),
            Origin = source.Origin,
        };
    }

    /// <summary>Rows of targets by source.</summary>
    private Sparse Rows(string name, GatherMap map, int sources)
    {
        int[] rows = new int[sources + 1];
        foreach (int source in map.Sources.Where(s => s >= 0)) rows[source + 1]++;
        for (int s = 0; s < sources; s++) rows[s + 1] += rows[s];
        int[] next = rows[..^1], targets = new int[rows[^1]];
        for (int target = 0; target < map.Sources.Length; target++)
            if (map.Sources[target] is >= 0 and int source) targets[next[source]++] = target;
        Sparse sparse = new($"{name}.rows", $"{name}.targets");
        _arrays.Add(IrArray.Create(sparse.RowPointers, [rows.Length], 31, signed: false, rows));
        _arrays.Add(IrArray.Create(sparse.Targets, [targets.Length], 31, signed: false, targets));
        return sparse;
    }

    /// <summary>The weights, with a shared one repeated where channels may give it different codes.</summary>
    private static double[] Expanded(ProjectionPlan plan, PopulationPlan target)
    {
        if (plan.Weights.Length > 1) return plan.Weights;
        bool same = plan.Steps.All(s => s == plan.Steps[0]) && target.RowFactor.All(r => r == target.RowFactor[0]);
        if (same) return plan.Weights;
        int count = plan.Source.Map is ConvolutionMap map ? map.Geometry.WeightCount : target.Size;
        double[] all = new double[count];
        Array.Fill(all, plan.Weights[0]);
        return all;
    }

    private IrValue Weight(ProjectionPlan plan, PopulationPlan target, int[] codes)
    {
        if (codes.Length == 1) return codes[0];
        ImmutableArray<double> steps = [.. plan.Steps.Distinct().Count() == 1 ? plan.Steps[..1] : plan.Steps];
        ImmutableArray<int> shape = plan.Source.Map switch
        {
            ConvolutionMap { Geometry: var g } => [g.OutputChannels, g.InputChannels / g.Groups, g.KernelHeight, g.KernelWidth],
            DenseMap => [plan.From.Size, target.Size],
            _ => [target.Size],
        };
        string name = $"{plan.Source.Name}.weight";
        if (plan.Source.Map is DenseMap) codes = Transposed(codes, target.Size, plan.From.Size);
        _arrays.Add(IrArray.Create(name, shape, format.Grid.StorageBits, signed: true, codes, steps));
        return IrValue.FromArray(name);
    }

    /// <summary>[rows, columns] → [columns, rows]: the model's [target, source] becomes the IR's [source, target].</summary>
    private static int[] Transposed(int[] codes, int rows, int columns)
    {
        int[] result = new int[codes.Length];
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++) result[(c * rows) + r] = codes[(r * columns) + c];
        return result;
    }

    private (IrValue Multiplier, int Shift) Multiplier(ProjectionPlan plan, PopulationPlan target)
    {
        int[] all = plan.Multipliers;
        if (all.Length == 0) return (1, 0);
        if (all.All(m => m == all[0]))
            return int.IsPow2(all[0]) ? (1, BitOperations.Log2((uint)all[0])) : (all[0], 0);
        if (plan.Source.Map is not ConvolutionMap)
            all = [.. Enumerable.Range(0, target.Size).Select(j => plan.Multipliers[target.ChannelOf(j)])];
        return (IrCodes.Bind($"{plan.Source.Name}.multiplier", [all.Length], all, _arrays), 0);
    }

    private static void AddBounds(ProjectionPlan plan, PopulationPlan target, int[] codes)
    {
        (double low, double high) = (Math.Min(plan.From.PayloadMinimum, 0), Math.Max(plan.From.PayloadMaximum, 0));
        int slices = plan.Source.Map is ConvolutionMap ? plan.Channels : target.Size;
        int repeat = codes.Length == 1 && plan.Source.Map is ConvolutionMap map
            ? map.Geometry.WeightCount / map.Geometry.OutputChannels
            : 1;
        int length = codes.Length == 1 ? 1 : codes.Length / slices;
        int neurons = target.Size / Math.Max(slices, 1);
        for (int s = 0; s < slices; s++)
        {
            (double positive, double negative) = (0, 0);
            int start = codes.Length == 1 ? 0 : s * length;
            for (int i = start; i < start + length; i++)
            {
                positive += Math.Max(codes[i], 0) * (double)repeat;
                negative += Math.Min(codes[i], 0) * (double)repeat;
            }
            for (int j = s * neurons; j < (s + 1) * neurons; j++)
            {
                double multiplier = plan.Multipliers[target.ChannelOf(j)];
                target.CodesUp[j] += multiplier * ((positive * high) + (negative * low));
                target.CodesDown[j] += multiplier * ((positive * low) + (negative * high));
            }
        }
    }

    /// <summary>Counts what happens to weights on the way to codes.</summary>
    private sealed class Tally(WeightGrid grid)
    {
        private readonly HashSet<int> _levels = [];
        private long _count, _clipped;
        private double _signal, _noise;

        public int Quantise(double weight, double step)
        {
            int code = grid.Code(weight, step);
            double error = weight - (code * step);
            _signal += weight * weight;
            _noise += error * error;
            _count++;
            if (Math.Abs(error) > 0.5000001 * step && grid.Bits > 1) _clipped++;
            _ = _levels.Add(code);
            return code;
        }

        public ProjectionQuality Result(string name, double[] steps) => new()
        {
            Projection = name,
            Weights = _count,
            Bits = grid.Bits,
            Levels = _levels.Count,
            Clipped = _clipped,
            RelativeError = _signal > 0 ? Math.Sqrt(_noise / _signal) : 0,
            SmallestStep = steps.DefaultIfEmpty(0).Min(),
            LargestStep = steps.DefaultIfEmpty(0).Max(),
        };
    }
}
