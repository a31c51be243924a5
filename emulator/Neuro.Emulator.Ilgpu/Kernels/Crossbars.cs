using System.Runtime.CompilerServices;
using ILGPU;

namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>
/// Reads of crossbars: SEMANTICS.md, sections 9 and 10, with the names used there. A thread reads four channels of a tile, whose
/// deviates are the four words of one block of the generator.
/// </summary>
internal static class Crossbars
{
    private const int Four = 4;

    // The second word of the counter of a projection's deviates, less its number.
    private const uint FirstObject = 1u << 31;

    /// <summary>
    /// Of a convolution: puts the payloads due where the rows look for them, or, afterwards, takes them away again.
    /// </summary>
    public static void Place(ref Machine m, long p, int slot, int tick, int lane, int lanes, bool clear)
    {
        long patches = m.Table[p + ProjectionField.Patches];
        if (patches < 0)
            return;
        long source = m.Table[p + ProjectionField.Source] * PopulationField.Count;
        patches += slot * m.Table[source + PopulationField.Size];
        DueEvents events = Due(ref m, p, slot, tick);
        for (int e = lane; e < events.Count; e += lanes)
            m.Patches[patches + events.Neuron(ref m, e)] = clear ? 0 : events.Payload(ref m, e);
    }

    /// <summary>Reads all pixels, planes and tiles into D.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read<TAdder>(ref Machine m, long p, int slot, int tick, int lane, int lanes)
        where TAdder : struct, IAdder
    {
        DueEvents events = Due(ref m, p, slot, tick);
        if (events.Count == 0)
            return;
        long quads = m.Table[p + ProjectionField.QuadCount];
        long planes = m.Table[p + ProjectionField.PlaneCount];
        long units = quads * planes * m.Table[p + ProjectionField.Pixels];
        for (long unit = lane; unit < units; unit += lanes)
        {
            long read = unit / quads;
            long pixel = read / planes;
            (int plane, int quad) = ((int)(read - pixel * planes), (int)(unit - read * quads));
            ReadFour<TAdder>(ref m, p, ref events, slot, tick, (int)pixel, plane, quad);
        }
    }

    /// <summary>Adds D to the port, rounded, and leaves 0 behind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Finish<TAdder>(ref Machine m, long p, int slot, int tick, int lane, int lanes)
        where TAdder : struct, IAdder
    {
        if (Due(ref m, p, slot, tick).Count == 0)
            return;
        long target = m.Table[p + ProjectionField.Target] * PopulationField.Count;
        long size = m.Table[target + PopulationField.Size];
        long outputs = m.Table[p + ProjectionField.Outputs] + slot * size;
        long sums = m.Table[p + ProjectionField.Sums] + slot * m.Table[target + PopulationField.Stride];
        long multipliers = m.Table[p + ProjectionField.Multipliers];
        for (long j = lane; j < size; j += lanes)
        {
            long d = m.Outputs[outputs + j];
            if (d == 0)
                continue;
            m.Outputs[outputs + j] = 0;
            long multiplier = multipliers < 0 ? 1 : m.Constants[multipliers + j / m.Table[p + ProjectionField.Pixels]];
            long scaled = d * multiplier * m.Table[p + ProjectionField.Factor];
            long added = DeviceOps.ShiftNearestOrNot(scaled, (int)m.Table[p + ProjectionField.Fraction]);
            if (m.Table[p + ProjectionField.Wide] != 0)
                default(TAdder).Add(ref m.WideSums[sums + j], added);
            else
                default(TAdder).Add(ref m.Sums[sums + j], (int)added);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReadFour<TAdder>(
        ref Machine m, long p, ref DueEvents events, int slot, int tick, int pixel, int plane, int quad)
        where TAdder : struct, IAdder
    {
        long t = m.Table[p + ProjectionField.Tiles]
            + (long)m.Constants[m.Table[p + ProjectionField.QuadTiles] + quad] * TileField.Count;
        int first = (quad - (int)m.Table[t + TileField.FirstQuad]) * Four;
        TileSums sums = default;
        if (m.Table[p + ProjectionField.Patches] < 0)
            SumEvents(ref m, p, t, ref events, plane, first, ref sums);
        else
            SumPatch(ref m, p, t, slot, pixel, plane, first, ref sums);
        // A tile all of whose x are 0 is not read.
        if (sums.Active == 0)
            return;
        long weight = m.Table[Plane(ref m, p, plane) + PlaneField.Weight];
        long group = m.Table[t + TileField.Group] * m.Table[p + ProjectionField.MatrixOutputs];
        long target = m.Table[p + ProjectionField.Target] * PopulationField.Count;
        long pixels = m.Table[p + ProjectionField.Pixels];
        long outputs = m.Table[p + ProjectionField.Outputs] + slot * m.Table[target + PopulationField.Size]
            + (group + m.Table[t + TileField.FirstOutput]) * pixels + pixel;
        if (first == 0)
            CountRead<TAdder>(ref m, t, ref sums, slot, weight, outputs, pixels);
        (uint z0, uint z1, uint z2, uint z3) = (0, 0, 0, 0);
        if (m.Table[t + TileField.Variances] >= 0)
        {
            z0 = (uint)tick;
            z1 = FirstObject + (uint)m.Table[p + ProjectionField.Number];
            z2 = (uint)(pixel * m.Table[p + ProjectionField.QuadCount] + quad);
            z3 = (uint)plane;
            DevicePhilox.Block(ref z0, ref z1, ref z2, ref z3, (uint)m.SeedLow, (uint)(m.SeedHigh + m.Streams[slot]));
        }
        Convert<TAdder>(ref m, p, t, first, sums.S0, sums.V0, z0, weight, outputs, pixels);
        Convert<TAdder>(ref m, p, t, first + 1, sums.S1, sums.V1, z1, weight, outputs, pixels);
        Convert<TAdder>(ref m, p, t, first + 2, sums.S2, sums.V2, z2, weight, outputs, pixels);
        Convert<TAdder>(ref m, p, t, first + 3, sums.S3, sums.V3, z3, weight, outputs, pixels);
    }

    // Rows are source neurons: only those with an event count.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumEvents(
        ref Machine m, long p, long t, ref DueEvents events, int plane, int first, ref TileSums sums)
    {
        long k = Plane(ref m, p, plane);
        int firstRow = (int)m.Table[t + TileField.FirstRow];
        int rows = (int)m.Table[t + TileField.Rows];
        long width = Width(ref m, t);
        long g = m.Table[t + TileField.Conductances] + first;
        long v = m.Table[t + TileField.Variances];
        ArrayView<short> conductances = m.Weights16;
        ArrayView<int> variances = m.Weights32;
        TileSums local = default;
        for (int e = 0; e < events.Count; e++)
        {
            int row = events.Neuron(ref m, e) - firstRow;
            int x = row >= 0 && row < rows ? Drive(ref m, k, events.Payload(ref m, e)) : 0;
            if (x == 0)
                continue;
            local.Add(conductances, g + row * width, x);
            if (v >= 0)
                local.AddNoise(variances, v + first + row * width, x * x);
        }
        sums = local;
    }

    // Rows are what lies under the kernel.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumPatch(
        ref Machine m, long p, long t, int slot, int pixel, int plane, int first, ref TileSums sums)
    {
        long k = Plane(ref m, p, plane);
        long g = m.Table[p + ProjectionField.Geometry];
        long source = m.Table[p + ProjectionField.Source] * PopulationField.Count;
        long patches = m.Table[p + ProjectionField.Patches] + slot * m.Table[source + PopulationField.Size];
        int height = m.Constants[g + ConvolutionField.InputHeight];
        int width = m.Constants[g + ConvolutionField.InputWidth];
        int kernelHeight = m.Constants[g + ConvolutionField.KernelHeight];
        int kernelWidth = m.Constants[g + ConvolutionField.KernelWidth];
        int outputWidth = m.Constants[g + ConvolutionField.OutputWidth];
        int top = pixel / outputWidth * m.Constants[g + ConvolutionField.StrideY] - m.Constants[g + ConvolutionField.PaddingTop];
        int left =
            pixel % outputWidth * m.Constants[g + ConvolutionField.StrideX] - m.Constants[g + ConvolutionField.PaddingLeft];
        int firstChannel = (int)m.Table[t + TileField.Group] * m.Constants[g + ConvolutionField.InputsPerGroup];
        int firstRow = (int)m.Table[t + TileField.FirstRow];
        int rows = (int)m.Table[t + TileField.Rows];
        long cells = Width(ref m, t);
        long conductance = m.Table[t + TileField.Conductances] + first;
        long variance = m.Table[t + TileField.Variances];
        ArrayView<short> conductances = m.Weights16;
        ArrayView<int> variances = m.Weights32;
        TileSums local = default;
        for (int row = 0; row < rows; row++)
        {
            int r = firstRow + row;
            int y = top + r / kernelWidth % kernelHeight * m.Constants[g + ConvolutionField.DilationY];
            int x = left + r % kernelWidth * m.Constants[g + ConvolutionField.DilationX];
            if (y < 0 || y >= height || x < 0 || x >= width)
                continue;
            int channel = firstChannel + r / (kernelWidth * kernelHeight);
            int input = Drive(ref m, k, m.Patches[patches + ((long)channel * height + y) * width + x]);
            if (input == 0)
                continue;
            local.Add(conductances, conductance + row * cells, input);
            if (variance >= 0)
                local.AddNoise(variances, variance + first + row * cells, input * input);
        }
        sums = local;
    }

    // Rows are stored with their channels rounded up to whole fours.
    private static long Width(ref Machine m, long t) => (m.Table[t + TileField.Channels] + Four - 1) / Four * Four;

    private static int Drive(ref Machine m, long k, int payload)
    {
        int shift = (int)m.Table[k + PlaneField.Shift];
        int maximum = (int)m.Table[k + PlaneField.Maximum];
        if (m.Table[k + PlaneField.Digit] != 0)
            return (payload >> shift) & maximum;
        return (int)DeviceOps.Clamp(
            DeviceOps.ShiftNearestOrNot(payload, shift), m.Table[k + PlaneField.Minimum], maximum);
    }

    // What belongs to a tile once: its counters, and what the sum of its inputs adds to every output.
    private static void CountRead<TAdder>(
        ref Machine m, long t, ref TileSums sums, int slot, long weight, long outputs, long pixels)
        where TAdder : struct, IAdder
    {
        long counters = (long)slot * CounterField.Count;
        default(TAdder).Add(ref m.Counters[counters + CounterField.RowActivations], sums.Active);
        default(TAdder).Add(ref m.Counters[counters + CounterField.CellReads], sums.Active * m.Table[t + TileField.CellsPerRow]);
        default(TAdder).Add(ref m.Counters[counters + CounterField.DacConversions], m.Table[t + TileField.Rows]);
        default(TAdder).Add(ref m.Counters[counters + CounterField.AdcConversions], m.Table[t + TileField.Channels]);
        default(TAdder).Add(ref m.Counters[counters + CounterField.DigitalAdds], m.Table[t + TileField.Additions]);
        if (m.Table[t + TileField.InputCoefficient] != 0)
            AddToAll<TAdder>(ref m, t, weight * m.Table[t + TileField.InputCoefficient] * sums.Inputs, outputs, pixels);
    }

    private static void Convert<TAdder>(
        ref Machine m, long p, long t, int channel, int s, int v, uint word, long weight, long outputs, long pixels)
        where TAdder : struct, IAdder
    {
        int channels = (int)m.Table[t + TileField.Channels];
        if (channel >= channels)
            return;
        long noise = 0;
        if (v != 0)
        {
            int magnitude = m.Constants[m.Table[p + ProjectionField.Normals] + ((word >> 19) & 4095)];
            long z = (word >> 31) != 0 ? -magnitude : magnitude;
            noise = DeviceOps.ShiftNearestOrNot(
                z * DeviceOps.SquareRoot((long)v << 16), (int)m.Table[t + TileField.NoiseShift]);
        }
        // Output, coefficient, gain and offset of the channel.
        long perChannel = m.Table[t + TileField.PerChannel] + channel;
        long scaled = (s + noise) * m.Constants[perChannel + 2L * channels];
        int shift = (int)m.Table[t + TileField.GainShift];
        scaled = m.Table[t + TileField.Nearest] != 0 ? DeviceOps.ShiftNearestOrNot(scaled, shift) : scaled >> shift;
        long code = DeviceOps.Clamp(
            scaled + m.Constants[perChannel + 3L * channels], m.Table[t + TileField.MinimumCode],
            m.Table[t + TileField.MaximumCode]);
        long worth = weight * (m.Constants[perChannel + channels] * code);
        int output = m.Constants[perChannel];
        if (output < 0)
            AddToAll<TAdder>(ref m, t, worth, outputs, pixels);
        else
            default(TAdder).Add(ref m.Outputs[outputs + output * pixels], worth);
    }

    private static void AddToAll<TAdder>(ref Machine m, long t, long worth, long outputs, long pixels)
        where TAdder : struct, IAdder
    {
        long count = m.Table[t + TileField.Outputs];
        for (long output = 0; output < count; output++)
            default(TAdder).Add(ref m.Outputs[outputs + output * pixels], worth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Plane(ref Machine m, long p, int plane) =>
        m.Table[p + ProjectionField.Planes] + (long)plane * PlaneField.Count;

    private static DueEvents Due(ref Machine m, long p, int slot, int tick) => DueEvents.Of(
        ref m, m.Table[p + ProjectionField.Source] * PopulationField.Count, slot,
        tick - (int)m.Table[m.Table[p + ProjectionField.Delays]]);
}
