namespace Neuro.Ir.Diagnostics;

/// <content>Design rules of SynSense's DYNAP-CNN and Speck.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>0: population, 1: what it does, 2: target, 3: what to do.</summary>
    public static readonly DiagnosticDescriptor DynapcnnCannot = new("NEU4331", Severity.Error,
        "layer '{0}' {1}, which cores of target {2} cannot", "{3}");

    /// <summary>0: layer, 1: kernel words, 2: target, 3: words of the largest core.</summary>
    public static readonly DiagnosticDescriptor DynapcnnKernelMemory = new("NEU4332", Severity.Error,
        "layer '{0}' needs {1:N0} words of kernel memory; the largest core of target {2} has {3:N0}",
        "use fewer channels or a smaller kernel; both count as the next power of two");

    /// <summary>0: layer, 1: neuron words, 2: target, 3: words of the largest core.</summary>
    public static readonly DiagnosticDescriptor DynapcnnNeuronMemory = new("NEU4333", Severity.Error,
        "layer '{0}' needs {1:N0} words of neuron memory; the largest core of target {2} has {3:N0}",
        "use fewer channels, a larger stride, or a pool before it; rows and columns count as the next power of two");

    /// <summary>0: layer, 1: bias words, 2: target, 3: words of the largest core.</summary>
    public static readonly DiagnosticDescriptor DynapcnnBiasMemory = new("NEU4334", Severity.Error,
        "layer '{0}' needs {1:N0} words of bias memory; the largest core of target {2} has {3:N0}",
        "train without biases, or with fewer channels");

    /// <summary>0: layer, 1: kernel, neuron and bias words, 2: target.</summary>
    public static readonly DiagnosticDescriptor DynapcnnNoCore = new("NEU4335", Severity.Error,
        "layer '{0}' needs {1} words; no core of target {2} has all three",
        "use fewer channels or a larger stride: cores with much kernel memory have little neuron memory");

    /// <summary>0: layers, 1: how many, 2: cores, 3: how many, 4: target.</summary>
    public static readonly DiagnosticDescriptor DynapcnnCoresTaken = new("NEU4336", Severity.Error,
        "{1} layers ({0}) fit only {3} cores ({2}) of target {4}", "make one of them smaller, so that it fits another core");

    /// <summary>0: layer, 1: kernel rows, 2: kernel columns, 3: target, 4: limit.</summary>
    public static readonly DiagnosticDescriptor DynapcnnKernel = new("NEU4337", Severity.Error,
        "layer '{0}' has a kernel of {1} x {2}; those of target {3} are square, of 1 to {4}",
        "use a square kernel; a linear layer behind feature maps is a kernel of their size, so pool before it");

    /// <summary>0: layer, 1: stride down, 2: stride across, 3: target, 4: strides there.</summary>
    public static readonly DiagnosticDescriptor DynapcnnStride = new("NEU4338", Severity.Error,
        "layer '{0}' has a stride of {1} x {2}; target {3} has {4}", "use one of these strides, or a sum pool");

    /// <summary>0: layer, 1: padding, 2: target, 3: limit.</summary>
    public static readonly DiagnosticDescriptor DynapcnnPadding = new("NEU4339", Severity.Error,
        "layer '{0}' has a padding of {1}; target {2} has up to {3}", "use a smaller kernel or less padding");

    /// <summary>0: pool, 1: its form, 2: target, 3: sides there.</summary>
    public static readonly DiagnosticDescriptor DynapcnnPool = new("NEU4340", Severity.Error,
        "pool '{0}' has {1}; target {2} sums squares of side {3}, side by side, without padding",
        "use such a pool, or a convolution with a stride");

    /// <summary>0: layer, 1: rows, 2: columns, 3: target, 4: limit.</summary>
    public static readonly DiagnosticDescriptor DynapcnnExtent = new("NEU4341", Severity.Error,
        "layer '{0}' receives {1} x {2}; target {3} takes up to {4} x {4}", "pool or crop the input");

    /// <summary>0: layer, 1: channels, 2: target, 3: limit.</summary>
    public static readonly DiagnosticDescriptor DynapcnnChannels = new("NEU4342", Severity.Error,
        "layer '{0}' has {1:N0} channels; target {2} has up to {3:N0}", "use fewer channels");

    /// <summary>0: layer, 1: destinations, 2: target, 3: limit.</summary>
    public static readonly DiagnosticDescriptor DynapcnnDestinations = new("NEU4343", Severity.Error,
        "'{0}' sends to {1} layers; a core of target {2} sends to {3}", "send it to fewer layers");

    /// <summary>0: projection, 1: ticks, 2: target.</summary>
    public static readonly DiagnosticDescriptor DynapcnnDelay = new("NEU4344", Severity.Error,
        "projection '{0}' has a delay of {1} ticks; target {2} has none, and so no recurrence in steps",
        "use a feed-forward network without delays");

    /// <summary>0: layers, 1: target, 2: cores there.</summary>
    public static readonly DiagnosticDescriptor DynapcnnLayers = new("NEU4345", Severity.Error,
        "{0} layers of neurons; target {1} has {2} cores, one for each", "use fewer layers");

    /// <summary>0: layers.</summary>
    public static readonly DiagnosticDescriptor DynapcnnManySpikes = new("NEU4346", Severity.Warning,
        "neurons of the chip answer event by event, here as many spikes a tick as they hold thresholds; the model's once: {0}",
        "--multi-spike shows in float what that does");
}
