namespace Neuro.Targets.Ranc;

/// <summary>A program as it lies on cores.</summary>
/// <param name="Image">What the cores are loaded with.</param>
/// <param name="Neurons">Neurons of the cores in use, copies included.</param>
/// <param name="Copies">Neurons among them that repeat another one, because a neuron sends to one axon only.</param>
/// <param name="Axons">Axons of the cores in use.</param>
/// <param name="Hops">Hops of a packet through every route, from outside and between cores.</param>
public sealed record RancMapping(RancImage Image, int Neurons, int Copies, int Axons, long Hops)
{
    /// <summary>"2 of 256 x 256 on a grid of 2 x 2, …".</summary>
    public override string ToString()
    {
        RancParameters p = Image.Parameters;
        return $"{Image.Cores.Count} cores of {p.Axons} x {p.Neurons} on a grid of {p.GridX} x {p.GridY}, "
            + $"{Neurons} neurons ({Copies} copies for fan-out), {Axons} axons, {Hops} hops";
    }
}
