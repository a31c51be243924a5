using System.Numerics;
using Neuro.Emulator.Ilgpu.Kernels;
using Neuro.Ir;

namespace Neuro.Emulator.Ilgpu.Lowering;

/// <summary>A projection of digital synapses in a device's memory.</summary>
internal static class ProjectionImage
{
    // Threads of a team are at most those of a warp; a piece keeps them busy for a few rounds.
    private const int LargestTeamShift = 5;
    private const int RoundsPerPieceShift = 3;
    private const int LargestPieceShift = 12;

    /// <summary>The descriptor of <paramref name="projection"/>, whose arrays go to <paramref name="image"/>.</summary>
    /// <param name="image">Where its arrays go.</param>
    /// <param name="program">The program.</param>
    /// <param name="projection">The projection.</param>
    /// <param name="source">Its source.</param>
    /// <param name="target">Its target.</param>
    /// <param name="plasticity">Its place among the plasticities; −1 where it has none.</param>
    public static long[] Lay(
        DeviceImage image, SpikeProgram program, Projection projection, PopulationImage source, PopulationImage target,
        int plasticity)
    {
        long[] descriptor = new long[ProjectionField.Count];
        bool wide = IsWide(program, projection);
        descriptor[ProjectionField.Source] = source.Ordinal;
        descriptor[ProjectionField.Target] = target.Ordinal;
        descriptor[ProjectionField.Sums] = target.Addresses!.Sums[projection.Port];
        descriptor[ProjectionField.Wide] = wide ? 1 : 0;
        descriptor[ProjectionField.Number] = program.Projections.IndexOf(projection);
        descriptor[ProjectionField.Geometry] = -1;
        descriptor[ProjectionField.Plasticity] = plasticity;
        if (plasticity >= 0)
            LayPlastic(image, program, projection, descriptor);
        else if (projection.Read is not null)
            CrossbarImage.Lay(image, program, projection, descriptor, source, target);
        else if (projection.Connectivity is Convolution convolution)
            LayTaps(image, program, projection, convolution, descriptor, wide);
        else
            LayRows(image, program, projection, descriptor, wide, source.Definition.Size, target.Definition.Size);
        return descriptor;
    }

    /// <summary>The geometry of a convolution, in the constants.</summary>
    public static long LayGeometry(DeviceImage image, Convolution c)
    {
        int[] fields = new int[ConvolutionField.Count];
        fields[ConvolutionField.InputHeight] = c.InputHeight;
        fields[ConvolutionField.InputWidth] = c.InputWidth;
        fields[ConvolutionField.OutputHeight] = c.OutputHeight;
        fields[ConvolutionField.OutputWidth] = c.OutputWidth;
        fields[ConvolutionField.KernelHeight] = c.KernelHeight;
        fields[ConvolutionField.KernelWidth] = c.KernelWidth;
        fields[ConvolutionField.InputsPerGroup] = c.InputChannels / c.Groups;
        fields[ConvolutionField.OutputsPerGroup] = c.OutputChannels / c.Groups;
        fields[ConvolutionField.StrideY] = c.StrideY;
        fields[ConvolutionField.StrideX] = c.StrideX;
        fields[ConvolutionField.PaddingTop] = c.PaddingTop;
        fields[ConvolutionField.PaddingLeft] = c.PaddingLeft;
        fields[ConvolutionField.DilationY] = c.DilationY;
        fields[ConvolutionField.DilationX] = c.DilationX;
        IEnumerable<int> rows = Enumerable.Range(0, c.InputHeight)
            .SelectMany(y => Enumerable.Range(0, c.KernelHeight).Select(ky => c.TargetRow(y, ky)));
        IEnumerable<int> columns = Enumerable.Range(0, c.InputWidth)
            .SelectMany(x => Enumerable.Range(0, c.KernelWidth).Select(kx => c.TargetColumn(x, kx)));
        return image.Constants.Add([.. fields, .. rows, .. columns]);
    }

    /// <summary>Whether the port of <paramref name="projection"/> has sums of 64 bits.</summary>
    private static bool IsWide(SpikeProgram program, Projection projection)
    {
        MicroProgram micro = program.Neuron(program.Population(projection.Target).Neuron!);
        return micro.Accumulators.Single(a => a.Name == projection.Port).Bits == 64;
    }

    private static void LayPlastic(DeviceImage image, SpikeProgram program, Projection projection, long[] descriptor)
    {
        IrArray? multipliers = program.Array(projection.Multiplier);
        descriptor[ProjectionField.Kind] = ProjectionKind.Plastic;
        descriptor[ProjectionField.Factor] = (multipliers is null ? projection.Multiplier.Scalar : 1L) << projection.Shift;
        descriptor[ProjectionField.Multipliers] = multipliers is null ? -1 : image.Constants.Add(multipliers.ToInt32());
    }

    private static void LayTaps(
        DeviceImage image, SpikeProgram program, Projection projection, Convolution c, long[] descriptor, bool wide)
    {
        int kernel = c.WeightCount / c.OutputChannels;
        WeightImage weights = WeightImage.Of(image, program, projection, wide, null, c.WeightCount, synapse => synapse / kernel);
        descriptor[ProjectionField.Kind] = ProjectionKind.Convolution;
        descriptor[ProjectionField.Geometry] = LayGeometry(image, c);
        SetDelays(image, descriptor, [projection.Delay.Scalar]);
        SetWeights(descriptor, weights);
        SetTeam(descriptor, c.OutputChannels / c.Groups, c.OutputChannels / c.Groups);
    }

    private static void LayRows(
        DeviceImage image, SpikeProgram program, Projection projection, long[] descriptor, bool wide, int sources, int targets)
    {
        RowImage rows = RowImage.Of(program, projection, sources, targets);
        Func<int, int> targetOf = RowImage.TargetOf(program, projection, targets);
        WeightImage weights = WeightImage.Of(image, program, projection, wide, rows.Order, rows.Count, targetOf);
        descriptor[ProjectionField.Kind] = ProjectionKind.Rows;
        SetDelays(image, descriptor, rows.Delays);
        SetWeights(descriptor, weights);
        descriptor[ProjectionField.Rows] = rows.Pointers is null ? -1 : image.Constants.Add(rows.Pointers);
        descriptor[ProjectionField.Targets] = rows.Targets is null ? -1 : image.Targets.Add(rows.Targets);
        descriptor[ProjectionField.RowWidth] = rows.Width;
        descriptor[ProjectionField.TargetStep] = rows.TargetStep;
        SetTeam(descriptor, rows.Count / Math.Max(1, sources * rows.Delays.Length), rows.Longest);
    }

    private static void SetDelays(DeviceImage image, long[] descriptor, int[] delays)
    {
        descriptor[ProjectionField.Delays] = image.Table.Add(Array.ConvertAll(delays, d => (long)d));
        descriptor[ProjectionField.DelayCount] = delays.Length;
    }

    private static void SetWeights(long[] descriptor, WeightImage weights)
    {
        descriptor[ProjectionField.WeightBits] = weights.Bits;
        descriptor[ProjectionField.Weights] = weights.First;
        descriptor[ProjectionField.WeightStep] = weights.Step;
        descriptor[ProjectionField.Factor] = weights.Factor;
    }

    private static void SetTeam(long[] descriptor, int meanRow, int longestRow)
    {
        int team = Math.Min(LargestTeamShift, BitOperations.Log2((uint)Math.Max(1, meanRow)));
        int rounds = longestRow >> (team + RoundsPerPieceShift);
        descriptor[ProjectionField.TeamShift] = team;
        descriptor[ProjectionField.PieceShift] = Math.Min(LargestPieceShift, BitOperations.Log2((uint)Math.Max(1, rounds)));
    }
}
