namespace Neuro.Runtime;

/// <summary>
/// A device failed: the program is not to blame and would run on another backend. A session that threw it is of no more use than
/// to be disposed of, and the recording of the call may hold a part of its ticks.
/// </summary>
/// <param name="failure">What went wrong.</param>
/// <param name="device">The backend and its device: "opencl:0 (NVIDIA H200)".</param>
/// <param name="detail">What the driver says, on one line where it can be; of a failed build, the beginning of its log.</param>
/// <param name="inner">What the library threw, where it did.</param>
public sealed class DeviceException(DeviceFailure failure, string device, string detail, Exception? inner = null)
    : Exception($"{device}: {detail}", inner)
{
    /// <summary>What went wrong.</summary>
    public DeviceFailure Failure { get; } = failure;

    /// <summary>The backend and its device.</summary>
    public string Device { get; } = device;

    /// <summary>What the driver says.</summary>
    public string Detail { get; } = detail;
}
