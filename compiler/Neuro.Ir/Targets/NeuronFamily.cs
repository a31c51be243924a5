namespace Neuro.Ir.Targets;

/// <summary>Which neurons a target computes, and so how a float model is lowered to it.</summary>
public enum NeuronFamily
{
    /// <summary>Linear neurons of any widths: the templates of NIR's neurons.</summary>
    Linear,

    /// <summary>Loihi's compartments: the template "loihi" and its kin.</summary>
    Loihi,

    /// <summary>tinyODIN's: the template "tinyodin" on one crossbar of signed weights.</summary>
    TinyOdin,

    /// <summary>ODIN's: the template "odin_lif" on one crossbar whose rows have a sign.</summary>
    Odin,

    /// <summary>Neurons with bit-shift decay of SynSense's Xylo: the template "xylo".</summary>
    Xylo,

    /// <summary>Integrate-and-fire neurons of SynSense's DYNAP-CNN and Speck: the template "dynapcnn".</summary>
    Dynapcnn,

    /// <summary>RANC's neurons: the template "ranc".</summary>
    Ranc,

    /// <summary>RISP's integrate-and-fire neurons: the template "if" with reset to zero, or "risp".</summary>
    Risp,
}
