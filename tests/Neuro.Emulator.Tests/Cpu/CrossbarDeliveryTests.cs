using Neuro.Emulator.Cpu;
using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Emulator.Tests.Cpu;

public class CrossbarDeliveryTests
{
    private const int Ticks = 4;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 15)]
    [InlineData(15, 3)]
    [InlineData(17, 17)]
    [InlineData(63, 65)]
    [InlineData(65, 63)]
    [InlineData(255, 129)]
    [InlineData(300, 255)]
    public void Dense_reads_of_any_size_agree_with_the_reference(int sources, int targets) =>
        Check(seeds: sources > 100 ? 6 : 20, _ => new Dense(), sources, targets, 5);

    [Fact]
    public void Batches_that_do_not_fit_the_room_of_one_pass_agree_with_the_reference() =>
        Check(seeds: 3, _ => new Dense(), 70, 40, 150);

    [Fact]
    public void One_to_one_reads_agree_with_the_reference() => Check(seeds: 20, _ => new OneToOne(), 37, 37, 3);

    [Fact]
    public void Convolutions_of_random_shape_agree_with_the_reference()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            Random random = new(seed);
            int groups = random.Next(1, 3);
            Convolution shape = new()
            {
                InputChannels = groups * random.Next(1, 4),
                InputHeight = random.Next(1, 8),
                InputWidth = random.Next(1, 8),
                OutputChannels = groups * random.Next(1, 20),
                OutputHeight = random.Next(1, 6),
                OutputWidth = random.Next(1, 6),
                KernelHeight = random.Next(1, 4),
                KernelWidth = random.Next(1, 4),
                StrideY = random.Next(1, 3),
                StrideX = random.Next(1, 3),
                PaddingTop = random.Next(0, 3),
                PaddingLeft = random.Next(0, 3),
                DilationY = random.Next(1, 3),
                DilationX = random.Next(1, 3),
                Groups = groups,
            };
            Check(seed, shape, shape.InputSize, shape.OutputSize, 1 + seed % 5);
        }
    }

    [Fact]
    public void Cells_that_hold_the_weights_exactly_agree_with_the_reference_in_32_bits()
    {
        Random random = new(5);
        SpikeProgram program = Tiny.Program(
            [Tiny.Input("input", 80), Tiny.Relays("relays", 1, 50)],
            [Tiny.Projection("input", "relays", new Dense(), IrValue.FromArray("w"))],
            [Tiny.Array("w", [80, 50], [.. Enumerable.Range(0, 4000).Select(_ => random.Next(-127, 128))])]);
        SpikeProgram read = TinyCrossbar.Ideal(program, 33, 20);
        Agreement.Check(read, RandomCrossbar.Input(read, 1, 9, Ticks), 9, Ticks);
    }

    [Fact]
    public void Ticks_with_reads_allocate_nothing()
    {
        SpikeProgram program = RandomCrossbar.Generate(3, new Dense(), 70, 40);
        InputBatch input = RandomCrossbar.Input(program, 3, slots: 5, ticks: 1000);
        using ISession session = new CpuBackend().Open(program, new() { BatchSize = 5 });
        long Allocated(int ticks)
        {
            session.Reset();
            long before = GC.GetAllocatedBytesForCurrentThread();
            session.Run(input, ticks);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Allocated(100);
        Assert.Equal(Allocated(10), Allocated(1000));
    }

    private static void Check(int seeds, Func<int, Connectivity> connectivity, int sources, int targets, int batch)
    {
        for (int seed = 0; seed < seeds; seed++)
            Check(seed, connectivity(seed), sources, targets, batch);
    }

    private static void Check(int seed, Connectivity connectivity, int sources, int targets, int batch)
    {
        SpikeProgram program = RandomCrossbar.Generate(seed, connectivity, sources, targets);
        Agreement.Check(program, RandomCrossbar.Input(program, seed, batch, Ticks), batch, Ticks);
    }
}
