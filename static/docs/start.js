// Starts Swagger UI (from the extra `docs`) on the API's own description.
const place = document.getElementById('swagger');

window.SwaggerUIBundle({
  domNode: place,
  url: place.dataset.openapi,
  deepLinking: true,
  validatorUrl: null,
});
