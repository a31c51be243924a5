using Neuro.Emulator.Ilgpu.Kernels;
using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Ilgpu.Lowering;

/// <summary>A program in a device's memory.</summary>
internal sealed class ProgramImage
{
    // Ticks of a launch at most, and the memory that their events may take where nobody says.
    private const int MostTicks = 32;
    private const long UsualEventBytes = 64L << 20;

    private readonly long[][] _projections;
    private readonly long[][] _steps;

    /// <summary>Lays out a program.</summary>
    /// <param name="program">The program, verified.</param>
    /// <param name="slots">Number of slots.</param>
    /// <param name="eventBytes">Memory that the events of a launch's ticks may take.</param>
    public ProgramImage(SpikeProgram program, int slots, long eventBytes = UsualEventBytes)
    {
        Image = new(slots);
        Ticks = TicksOfLaunch(program, slots, eventBytes);
        Populations = [.. program.Populations.Select((_, i) => new PopulationImage(Image, program, i, slots, Ticks))];
        foreach (PopulationImage population in Populations)
            Image.Table.Add(population.Descriptor.ToArray());

        Plasticities = [.. program.Projections.Where(p => p.Plasticity is not null)
            .Select((p, place) => new PlasticityImage(Image, program, p, place, Find))];
        FirstPlasticity = (int)Image.Table.Length;
        foreach (PlasticityImage plasticity in Plasticities)
            Image.Table.Add(plasticity.Descriptor);
        FirstStep = (int)Image.Table.Length;
        _steps = [.. Plasticities.SelectMany(p => p.Steps)];
        foreach (long[] descriptor in _steps)
            Image.Table.Add(descriptor);

        Projection[] order =
            [.. program.Projections.OrderBy(p => program.Population(p.Target).Phase)];
        _projections = [.. order.Select(p => ProjectionImage.Lay(Image, program, p, Find(p.Source), Find(p.Target), Place(p)))];
        FirstProjection = (int)Image.Table.Length;
        foreach (long[] descriptor in _projections)
            Image.Table.Add(descriptor);
        Reduction[] reductions = [.. program.Reductions.OrderBy(r => program.Population(r.Target).Phase)];
        long[][] reduced = [.. reductions.Select(r => ReductionImage.Lay(Image, program, r, Find(r.Source), Find(r.Target)))];
        FirstReduction = (int)Image.Table.Length;
        foreach (long[] descriptor in reduced)
            Image.Table.Add(descriptor);
        Phases =
        [
            .. program.Populations.Where(p => !p.IsInput).Select(p => p.Phase).Distinct().Order().Select(phase => new PhaseImage(
                [.. order.Index().Where(p => program.Population(p.Item.Target).Phase == phase).Select(p => p.Index)],
                [.. reductions.Index().Where(r => program.Population(r.Item.Target).Phase == phase).Select(r => r.Index)],
                [.. Populations.Where(p => !p.Definition.IsInput && p.Definition.Phase == phase).Select(p => p.Ordinal)])),
        ];
        FirstPhase = LayPhases();
    }

    /// <summary>The arrays.</summary>
    public DeviceImage Image { get; }

    /// <summary>The populations.</summary>
    public IReadOnlyList<PopulationImage> Populations { get; }

    /// <summary>The phases.</summary>
    public IReadOnlyList<PhaseImage> Phases { get; }

    /// <summary>The plastic projections, in the program's order.</summary>
    public IReadOnlyList<PlasticityImage> Plasticities { get; }

    /// <summary>Ticks of a launch at most.</summary>
    public int Ticks { get; }

    /// <summary>Where the projections' descriptors begin.</summary>
    public int FirstProjection { get; }

    /// <summary>Where the reductions' descriptors begin.</summary>
    public int FirstReduction { get; }

    /// <summary>Where the plasticities' descriptors begin.</summary>
    public int FirstPlasticity { get; }

    /// <summary>Where their steps' descriptors begin.</summary>
    public int FirstStep { get; }

    /// <summary>Number of steps.</summary>
    public int Steps => _steps.Length;

    /// <summary>Where the phases begin.</summary>
    public int FirstPhase { get; }

    /// <summary>A field of the projection whose descriptor has place <paramref name="place"/>.</summary>
    public long Projection(int place, int field) => _projections[place][field];

    /// <summary>A field of a step of a plasticity.</summary>
    public long Step(int number, int field) => _steps[number][field];

    /// <summary>
    /// Whether the events of a projection are delivered as bits where groups share the device: it is dense, of one delay, and its
    /// source has bits.
    /// </summary>
    /// <param name="place">Place of the projection's descriptor.</param>
    public bool IsDeliveredAsBits(int place) =>
        Projection(place, ProjectionField.Kind) == ProjectionKind.Rows
            && Projection(place, ProjectionField.Rows) < 0
            && Projection(place, ProjectionField.TargetStep) == 0
            && Populations[(int)Projection(place, ProjectionField.Source)].FirstBit >= 0;

    // Of a plastic projection, its number among these; else −1.
    private int Place(Projection projection) =>
        Plasticities.Index().Where(p => p.Item.Definition.Name == projection.Name).Select(p => p.Index).FirstOrDefault(-1);

    private PopulationImage Find(string name) => Populations.First(p => p.Definition.Name == name);

    private static int TicksOfLaunch(SpikeProgram program, int slots, long eventBytes)
    {
        long bytes = program.Populations.Sum(p => 2L * sizeof(int) * slots * p.Size);
        return (int)Math.Clamp(eventBytes / Math.Max(1, bytes), 1, MostTicks);
    }

    private int LayPhases()
    {
        List<long> fields = [];
        int place = 0;
        foreach (PhaseImage phase in Phases)
        {
            int firstProjection = phase.Projections.Count == 0 ? 0 : phase.Projections[0];
            int firstReduction = phase.Reductions.Count == 0 ? 0 : phase.Reductions[0];
            fields.AddRange(
            [
                firstProjection, firstProjection + phase.Projections.Count, place, place + phase.Populations.Count,
                firstReduction, firstReduction + phase.Reductions.Count,
            ]);
            place += phase.Populations.Count;
        }
        fields.AddRange(Phases.SelectMany(phase => phase.Populations.Select(p => (long)p)));
        return (int)Image.Table.Add([.. fields]);
    }
}
