using System.Runtime.CompilerServices;
using ILGPU;

namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>
/// The kernels. <see cref="RunTicks"/> executes many ticks of a slot in one group, whose threads meet after each phase; the
/// others are its parts, each a launch of its own over many groups, for slots that are too large for one.
/// </summary>
internal static class EntryPoints
{
    /// <summary>All ticks of a chunk: a group takes one slot after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunTicks<TNetwork, TAdder>(Machine machine, Chunk chunk)
        where TNetwork : struct, INetwork
        where TAdder : struct, IAdder
    {
        for (int slot = Grid.IdxX; slot < machine.Slots; slot += Grid.DimX)
        {
            for (int tick = chunk.FirstTick; tick < chunk.FirstTick + chunk.Ticks; tick++)
            {
                Recorder.Begin(ref machine, ref chunk, slot, tick, Group.IdxX, Group.DimX);
                Group.Barrier();
                for (int phase = 0; phase < machine.Phases; phase++)
                    RunPhase<TNetwork, TAdder>(ref machine, phase, slot, tick, Group.IdxX, Group.DimX);
                default(TNetwork).Learn(ref machine, slot, tick, Group.IdxX, Group.DimX, 0);
                Recorder.End<TAdder>(ref machine, ref chunk, slot, tick, Group.IdxX, Group.DimX);
                Group.Barrier();
            }
        }
    }

    /// <summary>The end of a sample: a group takes one slot after the other.</summary>
    public static void EndSample<TNetwork>(Machine machine, Chunk chunk)
        where TNetwork : struct, INetwork
    {
        for (int slot = Grid.IdxX; slot < machine.Slots; slot += Grid.DimX)
        {
            default(TNetwork).Learn(ref machine, slot, chunk.Tick, Group.IdxX, Group.DimX, 1);
            Group.Barrier();
        }
    }

    /// <summary>Begins a tick.</summary>
    public static void Begin(Machine machine, Chunk chunk)
    {
        (int slot, int lane, int lanes) = (Slot(chunk), Lane(chunk), Lanes(chunk));
        Recorder.Begin(ref machine, ref chunk, slot, chunk.Tick, lane, lanes);
    }

    /// <summary>Ends a tick.</summary>
    public static void End<TAdder>(Machine machine, Chunk chunk)
        where TAdder : struct, IAdder
    {
        (int slot, int lane, int lanes) = (Slot(chunk), Lane(chunk), Lanes(chunk));
        Recorder.End<TAdder>(ref machine, ref chunk, slot, chunk.Tick, lane, lanes);
    }

    /// <summary>Delivers a projection of digital synapses.</summary>
    public static void Deliver<TAdder>(Machine machine, Chunk chunk)
        where TAdder : struct, IAdder
    {
        (int slot, int lane, int lanes) = (Slot(chunk), Lane(chunk), Lanes(chunk));
        Synapses.Deliver<TAdder>(ref machine, Projection(ref machine, chunk.Object), slot, chunk.Tick, lane, lanes);
    }

    /// <summary>Sets the bits of what a dense projection delivers to a batch, or clears them.</summary>
    public static void Pack<TAdder>(Machine machine, Chunk chunk)
        where TAdder : struct, IAdder
    {
        (int slot, int lane, int lanes) = (Slot(chunk), Lane(chunk), Lanes(chunk));
        long p = Projection(ref machine, chunk.Object);
        BatchSynapses.Pack<TAdder>(ref machine, p, slot, chunk.Tick, lane, lanes, chunk.Clear != 0);
    }

    /// <summary>Delivers a dense projection to a batch.</summary>
    public static void DeliverBits<TAdder>(Machine machine, Chunk chunk)
        where TAdder : struct, IAdder
    {
        long thread = (long)Grid.IdxX * Group.DimX + Group.IdxX;
        BatchSynapses.Deliver<TAdder>(ref machine, Projection(ref machine, chunk.Object), thread, (long)Grid.DimX * Group.DimX);
    }

    /// <summary>Places the payloads of a projection that is read from a crossbar, or takes them away.</summary>
    public static void Place(Machine machine, Chunk chunk)
    {
        (int slot, int lane, int lanes) = (Slot(chunk), Lane(chunk), Lanes(chunk));
        Crossbars.Place(ref machine, Projection(ref machine, chunk.Object), slot, chunk.Tick, lane, lanes, chunk.Clear != 0);
    }

    /// <summary>Reads a projection's crossbar.</summary>
    public static void Read<TAdder>(Machine machine, Chunk chunk)
        where TAdder : struct, IAdder
    {
        (int slot, int lane, int lanes) = (Slot(chunk), Lane(chunk), Lanes(chunk));
        Crossbars.Read<TAdder>(ref machine, Projection(ref machine, chunk.Object), slot, chunk.Tick, lane, lanes);
    }

    /// <summary>Adds to the ports what was read.</summary>
    public static void Finish<TAdder>(Machine machine, Chunk chunk)
        where TAdder : struct, IAdder
    {
        (int slot, int lane, int lanes) = (Slot(chunk), Lane(chunk), Lanes(chunk));
        Crossbars.Finish<TAdder>(ref machine, Projection(ref machine, chunk.Object), slot, chunk.Tick, lane, lanes);
    }

    /// <summary>Adds a reduction to its port.</summary>
    public static void Reduce<TAdder>(Machine machine, Chunk chunk)
        where TAdder : struct, IAdder
    {
        (int slot, int lane, int lanes) = (Slot(chunk), Lane(chunk), Lanes(chunk));
        Reductions.Add<TAdder>(ref machine, Reduction(ref machine, chunk.Object), slot, lane, lanes);
    }

    /// <summary>Steps a population.</summary>
    public static void Step<TNeuron, TAdder>(Machine machine, Chunk chunk)
        where TNeuron : struct, INeuron
        where TAdder : struct, IAdder
    {
        (int slot, int lane, int lanes) = (Slot(chunk), Lane(chunk), Lanes(chunk));
        Stepper.Run<TNeuron, TAdder>(ref machine, chunk.Object, slot, chunk.Tick, lane, lanes);
    }

    /// <summary>Prepares rules for the end of a tick or of a sample.</summary>
    public static void BeginRules(Machine machine, Chunk chunk)
    {
        (int slot, int lane, int lanes) = (Slot(chunk), Lane(chunk), Lanes(chunk));
        for (int place = 0; place < machine.Plasticities; place++)
        {
            long p = Plasticities.At(ref machine, place);
            Plasticities.Begin(ref machine, p, slot, chunk.Tick, lane, lanes, chunk.SampleEnds != 0);
        }
    }

    /// <summary>Runs a step's rule.</summary>
    public static void Rule<TRule, TAdder>(Machine machine, Chunk chunk)
        where TRule : struct, IRule
        where TAdder : struct, IAdder
    {
        (int slot, int lane, int lanes) = (Slot(chunk), Lane(chunk), Lanes(chunk));
        Plasticities.Run<TRule, TAdder>(ref machine, chunk.Object, slot, chunk.Tick, lane, lanes);
    }

    /// <summary>Gathers or ranks what a rule emitted.</summary>
    public static void Combine(Machine machine, Chunk chunk)
    {
        (int slot, int lane, int lanes) = (Slot(chunk), Lane(chunk), Lanes(chunk));
        SynapseGroups.Combine(ref machine, chunk.Object, slot, lane, lanes);
    }

    /// <summary>Takes away what rules were given.</summary>
    public static void EndRules(Machine machine, Chunk chunk)
    {
        (int slot, int lane, int lanes) = (Slot(chunk), Lane(chunk), Lanes(chunk));
        for (int place = 0; place < machine.Plasticities; place++)
            Plasticities.End(ref machine, Plasticities.At(ref machine, place), slot, chunk.Tick, lane, lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunPhase<TNetwork, TAdder>(ref Machine m, int phase, int slot, int tick, int lane, int lanes)
        where TNetwork : struct, INetwork
        where TAdder : struct, IAdder
    {
        // First and last of the phase's projections, of its places in the order of populations, and of its reductions.
        long f = m.FirstPhase + (long)Lowering.PhaseImage.Fields * phase;
        for (long q = m.Table[f]; q < m.Table[f + 1]; q++)
        {
            long p = Projection(ref m, (int)q);
            if (m.Table[p + ProjectionField.Kind] != ProjectionKind.Crossbar)
            {
                Synapses.Deliver<TAdder>(ref m, p, slot, tick, lane, lanes);
                continue;
            }
            Crossbars.Place(ref m, p, slot, tick, lane, lanes, clear: false);
            Group.Barrier();
            Crossbars.Read<TAdder>(ref m, p, slot, tick, lane, lanes);
            Group.Barrier();
            Crossbars.Finish<TAdder>(ref m, p, slot, tick, lane, lanes);
            Crossbars.Place(ref m, p, slot, tick, lane, lanes, clear: true);
        }
        for (long r = m.Table[f + 4]; r < m.Table[f + 5]; r++)
            Reductions.Add<TAdder>(ref m, Reduction(ref m, (int)r), slot, lane, lanes);
        Group.Barrier();
        for (long place = m.Table[f + 2]; place < m.Table[f + 3]; place++)
        {
            int population = (int)m.Table[m.FirstPhase + (long)Lowering.PhaseImage.Fields * m.Phases + place];
            default(TNetwork).Step(ref m, population, slot, tick, lane, lanes);
        }
        Group.Barrier();
    }

    private static long Reduction(ref Machine m, int number) => m.FirstReduction + (long)number * ReductionField.Fields;

    private static long Projection(ref Machine m, int number) => m.FirstProjection + (long)number * ProjectionField.Count;

    private static int Slot(Chunk chunk) => Grid.IdxX / chunk.GroupsPerSlot;

    private static int Lane(Chunk chunk) => Grid.IdxX % chunk.GroupsPerSlot * Group.DimX + Group.IdxX;

    private static int Lanes(Chunk chunk) => chunk.GroupsPerSlot * Group.DimX;
}
