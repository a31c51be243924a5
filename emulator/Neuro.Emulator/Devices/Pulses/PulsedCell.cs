using Neuro.Ir.Devices;

namespace Neuro.Emulator.Devices.Pulses;

/// <summary>
/// A cell that is programmed by pulses: a hidden state, which they move, and a visible one, which is read. The two differ by
/// write noise, drawn anew whenever the cell is pulsed.
/// </summary>
public sealed class PulsedCell
{
    // A burst is taken in strides over which steps hardly change: this share of the range by the mean, and by the deviation.
    private const double Stride = 1.0 / 32;

    /// <summary>A cell that answers as <paramref name="response"/> says, from <paramref name="state"/>.</summary>
    public PulsedCell(PulseResponse response, double state)
    {
        Response = response;
        Hidden = Visible = response.Clip(state);
    }

    /// <summary>How the cell answers.</summary>
    public PulseResponse Response { get; }

    /// <summary>The state that pulses move.</summary>
    public double Hidden { get; private set; }

    /// <summary>The state that is read.</summary>
    public double Visible { get; private set; }

    /// <summary>A fresh cell with parameters of its own, erased.</summary>
    public static PulsedCell Draw(PulseModel model, ref CellRandom random)
    {
        PulseResponse response = PulseResponse.Draw(model, ref random);
        return new(response, response.Erased);
    }

    /// <summary>One pulse.</summary>
    public void Pulse(bool up, ref CellRandom random)
    {
        Move(up, ref random);
        Show(ref random);
    }

    /// <summary>Pulses one by one: up where <paramref name="pulses"/> is positive, else down.</summary>
    public void Train(int pulses, ref CellRandom random)
    {
        for (int i = Math.Abs(pulses); i > 0; i--) Move(pulses > 0, ref random);
        if (pulses != 0) Show(ref random);
    }

    /// <summary>
    /// Many pulses at a time: over short strides the sum of n steps is normal with n times the mean and the variance of one,
    /// taken at the middle of the stride. It agrees with <see cref="Train"/> in distribution, not draw by draw.
    /// </summary>
    public void Burst(int pulses, bool up, ref CellRandom random)
    {
        double range = Response.Maximum - Response.Minimum;
        for (int left = pulses; left > 0;)
        {
            double step = Math.Abs(Response.Step(Hidden, up));
            double sigma = Response.Sigma(Hidden, up);
            double most = Math.Min(Stride * range / step, Stride * Stride * range * range / (sigma * sigma));
            int stride = most >= left ? left : Math.Max((int)most, 1);
            if (stride == 1)
            {
                Move(up, ref random);
            }
            else
            {
                double way = stride * Response.Step(Hidden, up) / 2;
                double middle = Response.Clip(up ? Hidden + way : Hidden - way);
                double change = stride * Response.Step(middle, up);
                if (sigma > 0) change += Math.Sqrt(stride) * Response.Sigma(middle, up) * random.NextNormal();
                Hidden = Response.Clip(up ? Hidden + change : Hidden - change);
            }
            left -= stride;
        }
        Show(ref random);
    }

    /// <summary>A full reset.</summary>
    public void Erase(ref CellRandom random)
    {
        double deviation = Response.ErasedStd == 0 ? 0 : Response.ErasedStd * random.NextNormal();
        Hidden = Response.Clip(Response.Erased + deviation);
        Show(ref random);
    }

    /// <summary>The leak of one update cycle.</summary>
    public void Leak(ref CellRandom random)
    {
        Hidden = Response.Clip((Hidden - Response.Rest) * Response.Retention + Response.Rest);
        Show(ref random);
    }

    private void Move(bool up, ref CellRandom random)
    {
        double step = Response.Step(Hidden, up);
        double sigma = Response.Sigma(Hidden, up);
        if (sigma > 0) step += sigma * random.NextNormal();
        Hidden = Response.Clip(up ? Hidden + step : Hidden - step);
    }

    private void Show(ref CellRandom random) =>
        Visible = Response.WriteNoise == 0 ? Hidden : Hidden + Response.WriteNoise * random.NextNormal();
}
