namespace Neuro.Ir.Diagnostics;

/// <content>Model files and the graphs in them.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>The file cannot be opened.</summary>
    public static readonly DiagnosticDescriptor ModelFileUnreadable = new(
        "NEU1001", Severity.Error, "cannot read model file '{0}': {1}", "check the path and the permissions");

    /// <summary>No front-end claims the file.</summary>
    public static readonly DiagnosticDescriptor ModelFormatUnknown = new(
        "NEU1002", Severity.Error, "'{0}' is in no model format that is known", "formats read: {1}");

    /// <summary>The container is damaged, or uses a part of HDF5 that is not read. {2}: what to do.</summary>
    public static readonly DiagnosticDescriptor ModelFileDamaged = new(
        "NEU1003", Severity.Error, "'{0}' is not a readable HDF5 file: {1}", "{2}");

    /// <summary>HDF5, but no graph in it.</summary>
    public static readonly DiagnosticDescriptor NotANirGraph = new(
        "NEU1004", Severity.Error, "no NIR graph: {0}",
        "a .nir file holds a group '/node' of type 'NIRGraph' with 'nodes' and 'edges'; write it with nir.write");

    /// <summary>A node whose type NIR does not have.</summary>
    public static readonly DiagnosticDescriptor UnknownNodeType = new(
        "NEU1005", Severity.Error, "node '{0}' has type '{1}', which is not a primitive of NIR", "use one of {2}");

    /// <summary>A parameter that its type needs is absent.</summary>
    public static readonly DiagnosticDescriptor MissingParameter = new(
        "NEU1006", Severity.Error, "node '{0}' ({1}) lacks parameter '{2}'",
        "write '{2}' into the node; NIR gives no default for it");

    /// <summary>A parameter of the wrong kind, rank or number of elements.</summary>
    public static readonly DiagnosticDescriptor BadParameter = new(
        "NEU1007", Severity.Error, "parameter '{1}' of node '{0}' {2}", "write '{1}' as NIR defines it");

    /// <summary>NaN or infinity.</summary>
    public static readonly DiagnosticDescriptor NonFiniteParameter = new(
        "NEU1008", Severity.Error, "parameter '{1}' of node '{0}' is {2} at element {3}",
        "training may have diverged; write finite numbers");

    /// <summary>A number outside what has a meaning.</summary>
    public static readonly DiagnosticDescriptor ParameterOutOfRange = new(
        "NEU1009", Severity.Error, "parameter '{1}' of node '{0}' is {2} at element {3}, but must be {4}",
        "correct '{1}' in the model");

    /// <summary>An edge to or from nothing.</summary>
    public static readonly DiagnosticDescriptor DanglingEdge = new(
        "NEU1010", Severity.Error, "edge '{0}' → '{1}' names node '{2}', which does not exist",
        "add the node, or remove the edge");

    /// <summary>Shapes that do not meet.</summary>
    public static readonly DiagnosticDescriptor ShapeClash = new(
        "NEU1011", Severity.Error, "'{0}' gives shape {1}, but '{2}' takes {3}",
        "correct the shape of one of them, or put a Flatten between them");

    /// <summary>An Output that shows nothing.</summary>
    public static readonly DiagnosticDescriptor UnfedOutput = new(
        "NEU1026", Severity.Error, "nothing leads to Output '{0}'",
        "add an edge to it from the node that it shows, or remove it");

    /// <summary>Nothing says what a node's input looks like.</summary>
    public static readonly DiagnosticDescriptor ShapeUnknown = new(
        "NEU1012", Severity.Error, "the shape of what enters '{0}' cannot be inferred", "lead an Input of known shape to it");

    /// <summary>Shapes that differ only in extents of one.</summary>
    public static readonly DiagnosticDescriptor ShapePadded = new(
        "NEU1013", Severity.Warning, "'{0}' gives shape {1} and '{2}' takes {3}: taken as the same",
        "write both shapes with the same number of axes");

    /// <summary>A loop without state or delay.</summary>
    public static readonly DiagnosticDescriptor ZeroDelayCycle = new(
        "NEU1014", Severity.Error, "nodes {0} form a cycle without delay", "put a neuron or a Delay on the cycle");

    /// <summary>An edge that is listed more than once.</summary>
    public static readonly DiagnosticDescriptor DuplicateEdge = new(
        "NEU1015", Severity.Warning, "edge '{0}' → '{1}' is listed {2} times and counts once",
        "put a Scale of {2} between them if the sum was meant");

    /// <summary>A node that nothing leads to.</summary>
    public static readonly DiagnosticDescriptor ImplicitInput = new(
        "NEU1016", Severity.Warning, "nothing leads to '{0}'; Input '{1}' of shape {2} is put before it",
        "add an Input node and an edge from it");

    /// <summary>A node that leads to nothing.</summary>
    public static readonly DiagnosticDescriptor ImplicitOutput = new(
        "NEU1017", Severity.Warning, "'{0}' leads to nothing; Output '{1}' is put behind it",
        "add an Output node and an edge to it");

    /// <summary>No way in or no way out.</summary>
    public static readonly DiagnosticDescriptor NoTerminal = new(
        "NEU1018", Severity.Error, "the graph has no {0} node", "add an {0} node");

    /// <summary>More neurons than a graph can have.</summary>
    public static readonly DiagnosticDescriptor NodeTooLarge = new(
        "NEU1019", Severity.Error, "node '{0}' has {1} elements; at most {2} are possible", "check the shapes in the file");

    /// <summary>The list of edges is not one.</summary>
    public static readonly DiagnosticDescriptor BadEdgeList = new(
        "NEU1020", Severity.Error, "the edges of '{0}' {1}", "edges are an array of pairs of node names");

    /// <summary>An edge to or from a subgraph that has no single way in or out.</summary>
    public static readonly DiagnosticDescriptor AmbiguousSubgraph = new(
        "NEU1021", Severity.Error, "subgraph '{0}' has {1} {2} nodes; an edge needs exactly one",
        "give it one {2} node, or inline it");

    /// <summary>Subgraphs within subgraphs without end.</summary>
    public static readonly DiagnosticDescriptor SubgraphTooDeep = new(
        "NEU1022", Severity.Error, "subgraph '{0}' is nested more than {1} deep", "inline the inner graphs");

    /// <summary>An edge that ends in an Input.</summary>
    public static readonly DiagnosticDescriptor EdgeIntoInput = new(
        "NEU1023", Severity.Error, "edge '{0}' → '{1}' ends in an Input node", "lead it to the node behind the Input");

    /// <summary>Two nodes of one name.</summary>
    public static readonly DiagnosticDescriptor DuplicateNode = new(
        "NEU1024", Severity.Error, "two nodes are called '{0}'", "give them different names");

    /// <summary>A dataset that the node's type does not have.</summary>
    public static readonly DiagnosticDescriptor UnknownParameter = new(
        "NEU1025", Severity.Warning, "'{1}' of node '{0}' is no parameter of {2} and is ignored",
        "put what is not a parameter under 'metadata'");

    /// <summary>The dialect resets otherwise than the model asks.</summary>
    public static readonly DiagnosticDescriptor ResetValueIgnored = new(
        "NEU1030", Severity.Warning, "'{0}' has v_reset ≠ 0, which dialect '{1}' ignores: it resets {2}",
        "--reset to-value uses it");

    /// <summary>A delay that is no whole number of ticks.</summary>
    public static readonly DiagnosticDescriptor DelayRounded = new(
        "NEU1031", Severity.Warning, "delay {1} s of '{0}' is {2:0.###} ticks of {3} s and becomes {4}",
        "choose a time step that divides it");

    /// <summary>A delay that does not fit.</summary>
    public static readonly DiagnosticDescriptor DelayTooLong = new(
        "NEU1032", Severity.Error, "delay {1} s of '{0}' is more than {2} ticks", "choose a longer time step");

    /// <summary>A cycle that the dialect's lags leave without delay.</summary>
    public static readonly DiagnosticDescriptor CycleWithoutLag = new(
        "NEU1033", Severity.Error, "populations {0} form a cycle without delay",
        "use a recurrent lag of at least one tick, or a Delay of at least one tick");

    /// <summary>A time step that Euler's method cannot use.</summary>
    public static readonly DiagnosticDescriptor TimeStepTooLong = new(
        "NEU1034", Severity.Warning,
        "{2} {3} s of '{0}' is shorter than the time step {1} s, where Euler's method does not decay",
        "choose a shorter --dt, or --integrator exact");

    /// <summary>Counting several spikes needs a positive threshold.</summary>
    public static readonly DiagnosticDescriptor ThresholdNotPositive = new(
        "NEU1035", Severity.Error, "'{0}' has threshold {1}; several spikes in a tick need a positive one",
        "use single spikes, or correct v_threshold");
}
