using Neuro.Emulator.Cpu;
using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Emulator.Tests.Selection;

/// <summary>Devices as a test describes them, which execute on the CPU and fail where they are told to.</summary>
internal sealed class FakeProvider(string name, params ComputeDevice[] devices) : IBackendProvider
{
    public int Looked { get; private set; }

    /// <summary>The call of a session, counted from 1 at its opening, that fails; 0 for none.</summary>
    public int FailsAt { get; init; }

    public string Name => name;

    public string Library => "made up";

    public MissingLibrary? Missing => devices.Length == 0 ? new("nothing is there", "get one") : null;

    public IReadOnlyList<ComputeDevice> Devices
    {
        get
        {
            Looked++;
            return devices;
        }
    }

    public static ComputeDevice Gpu(int units = 132, int megahertz = 1980, long memory = 1L << 37, int index = 0) => new()
    {
        Index = index,
        Name = "fast",
        Kind = DeviceKind.Gpu,
        Driver = "made up",
        ComputeUnits = units,
        ClockMegahertz = megahertz,
        MemoryBytes = memory,
    };

    public IBackend Create(ComputeDevice device) => new Backend(this);

    private sealed class Backend(FakeProvider provider) : IBackend
    {
        public string Name => provider.Name;

        public string Description => "made up";

        public ISession Open(SpikeProgram program, SessionOptions options)
        {
            int calls = 0;
            void Count()
            {
                if (++calls == provider.FailsAt)
                    throw new DeviceException(DeviceFailure.Lost, provider.Name, "it is gone");
            }
            Count();
            return new Session(new CpuBackend().Open(program, options), Count);
        }
    }

    /// <summary>Records a part of what it was asked for before it fails.</summary>
    private sealed class Session(ISession session, Action count) : ISession
    {
        public SpikeProgram Program => session.Program;

        public int BatchSize => session.BatchSize;

        public int Tick => session.Tick;

        public void Reset(ReadOnlySpan<uint> streams = default)
        {
            count();
            session.Reset(streams);
        }

        public void Run(InputBatch input, int ticks, Recording? recording = null)
        {
            session.Run(input, ticks / 2, recording);
            count();
            session.Run(input, ticks - ticks / 2, recording);
        }

        public Counters Counters(int slot)
        {
            count();
            return session.Counters(slot);
        }

        public void ReadState(string population, string state, int slot, Span<int> destination)
        {
            count();
            session.ReadState(population, state, slot, destination);
        }

        public SessionSnapshot Save()
        {
            count();
            return session.Save();
        }

        public void Restore(SessionSnapshot snapshot)
        {
            count();
            session.Restore(snapshot);
        }

        public void Dispose() => session.Dispose();
    }
}
