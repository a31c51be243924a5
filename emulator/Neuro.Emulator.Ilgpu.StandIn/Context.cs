using System.Collections.Immutable;
using ILGPU.Runtime;

namespace ILGPU;

/// <summary>What devices are found through.</summary>
public sealed class Context : IDisposable
{
    private Context() => Devices = [new Device()];

    /// <summary>The devices: the machine's processors.</summary>
    public ImmutableArray<Device> Devices { get; }

    /// <summary>A context as <paramref name="buildingCallback"/> describes it.</summary>
    public static Context Create(Action<Builder> buildingCallback)
    {
        buildingCallback(new Builder());
        return new();
    }

    /// <summary>Ends the context.</summary>
    public void Dispose()
    {
    }

    /// <summary>Describes a context.</summary>
    public sealed class Builder
    {
        internal Builder()
        {
        }

        /// <summary>Looks for devices of all sorts.</summary>
        public Builder AllAccelerators() => this;
    }
}
