namespace Neuro.Emulator.Cpu.Learning;

/// <summary>Where a parameter of a rule has its values.</summary>
internal abstract unsafe class RuleSource
{
    /// <summary>What the values differ by.</summary>
    public abstract RuleAxis Axis { get; }

    /// <summary>The value that never changes, where there is one.</summary>
    public virtual int? Constant => null;

    /// <summary>Whether it is the payload of the very event that triggers the step.</summary>
    public virtual bool IsTrigger => false;

    /// <summary>The per-synapse array, for <see cref="RuleAxis.Synapse"/>.</summary>
    public virtual SynapseStorage? Storage => null;

    /// <summary>The values of a slot, as a part sees them: one, or one per neuron.</summary>
    public abstract nint Row(int slot, int part);

    /// <summary>A number.</summary>
    public sealed class Number(int value) : RuleSource
    {
        /// <inheritdoc/>
        public override RuleAxis Axis => RuleAxis.One;

        /// <inheritdoc/>
        public override int? Constant => value;

        /// <inheritdoc/>
        public override nint Row(int slot, int part) => 0;
    }

    /// <summary>An array with an element per synapse.</summary>
    public sealed class PerSynapse(SynapseStorage storage) : RuleSource
    {
        /// <inheritdoc/>
        public override RuleAxis Axis => RuleAxis.Synapse;

        /// <inheritdoc/>
        public override SynapseStorage Storage => storage;

        /// <inheritdoc/>
        public override nint Row(int slot, int part) => storage.Row(slot);
    }

    /// <summary>A state of a population.</summary>
    public sealed class State(RuleAxis axis, CpuPopulation population, string state) : RuleSource
    {
        private readonly int* _first = population.StateRow(state);

        /// <inheritdoc/>
        public override RuleAxis Axis => axis;

        /// <inheritdoc/>
        public override nint Row(int slot, int part) => (nint)(_first + (long)slot * population.Stride);
    }

    /// <summary>Payloads of events; null stands for those that trigger the step.</summary>
    public sealed class Payload(RuleAxis axis, EventPayloads? payloads) : RuleSource
    {
        /// <inheritdoc/>
        public override RuleAxis Axis => axis;

        /// <inheritdoc/>
        public override bool IsTrigger => payloads is null;

        /// <inheritdoc/>
        public override nint Row(int slot, int part) => payloads is null ? 0 : (nint)payloads.Row(slot, part);
    }

    /// <summary>A gathered vector.</summary>
    public sealed class Gathered(RuleAxis axis, GatheredVector vector) : RuleSource
    {
        /// <inheritdoc/>
        public override RuleAxis Axis => axis;

        /// <inheritdoc/>
        public override nint Row(int slot, int part) => (nint)vector.Row(slot);
    }
}
