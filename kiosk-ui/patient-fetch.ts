/** A pulled cable never answers: without a limit a press would hang for minutes before it is sent again with the same key. */
const answerWithin = 6000;

export const patientFetch: typeof fetch = (input, init) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer')), answerWithin);
    fetch(input, init).then(resolve, reject).then(() => clearTimeout(timer));
  });
